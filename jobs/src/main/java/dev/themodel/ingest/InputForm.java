package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.config.SourceMapping.Format;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * In what form a file is written.
 *
 * @param format CSV, JSON lines or Parquet
 * @param isGzip whether the whole file is compressed
 * @param charset Java's name of the text's character set
 * @param delimiter between CSV fields
 * @param hasHeader whether the first CSV record names the columns
 * @param columns the columns' names where there is no header, else empty
 */
record InputForm(Format format, boolean isGzip, String charset, char delimiter, boolean hasHeader, List<String> columns)
        implements Serializable {

    private static final String GZIP = ".gz";

    InputForm {
        columns = List.copyOf(columns);
    }

    /** The form of a file in the landing contract's own layout, by its name's ending; an unknown ending is CSV. */
    static InputForm ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        boolean isGzip = name.endsWith(GZIP);
        String plain = isGzip ? name.substring(0, name.length() - GZIP.length()) : name;
        Format format = Format.CSV;
        if (plain.endsWith(".json") || plain.endsWith(".jsonl")) {
            format = Format.JSON;
        } else if (plain.endsWith(".parquet")) {
            format = Format.PARQUET;
        }
        return new InputForm(format, isGzip, "UTF-8", ',', true, List.of());
    }

    /** The form that a mapping declares; only the compression still follows the name. */
    static InputForm of(SourceMapping mapping, String fileName) {
        return new InputForm(
                mapping.format(),
                fileName.toLowerCase(Locale.ROOT).endsWith(GZIP),
                mapping.charset(),
                mapping.delimiter(),
                mapping.header(),
                mapping.columns());
    }
}
