package dev.themodel.config;

import dev.themodel.model.Feed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * How the files of another system become rows of a feed.
 *
 * @param system the other system, as its mapping's file is called
 * @param feed the feed that the SELECT returns rows of
 * @param position counts the mappings of one feed in one system from 0
 * @param path a glob of the whole path below the landing folder; as of {@link Glob}
 * @param format of the files
 * @param charset Java's canonical name of the text's character set, such as {@code UTF-8} or {@code windows-31j}
 * @param delimiter between CSV fields
 * @param header whether a CSV file's first record names its columns
 * @param columns the names of the columns of a CSV file without header, else empty
 * @param timeZone of times that carry no offset
 * @param timestampFormats Java patterns, or {@link #ISO}, tried in order
 * @param dateFormats Java patterns, tried in order
 * @param decimalMark {@code '.'} or {@code ','}
 * @param delivery what a file says about the keys it lacks
 * @param sqlFile the name of the SELECT's file
 * @param sql the SELECT over the view {@code input}
 */
public record SourceMapping(
        String system,
        Feed feed,
        int position,
        String path,
        Format format,
        String charset,
        char delimiter,
        boolean header,
        List<String> columns,
        ZoneId timeZone,
        List<String> timestampFormats,
        List<String> dateFormats,
        char decimalMark,
        Delivery delivery,
        String sqlFile,
        String sql) {

    /** Stands for the native notation of times among {@link #timestampFormats}. */
    public static final String ISO = "ISO";

    /** The form of a file. */
    public enum Format {
        CSV,
        JSON,
        PARQUET;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a drop says about the keys it does not hold. */
    public enum Delivery {
        /** Nothing: it holds new versions of some records. */
        VERSIONS,
        /** That they are deleted: each drop is the whole table. */
        SNAPSHOT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SourceMapping {
        columns = List.copyOf(columns);
        timestampFormats = List.copyOf(timestampFormats);
        dateFormats = List.copyOf(dateFormats);
    }

    /** The mapping's name in messages and ledgers, such as {@code salesforce/deals} or {@code salesforce/deals/1}. */
    public String name() {
        return system + "/" + feed.name() + (position == 0 ? "" : "/" + position);
    }

    /** Whether a path below the landing folder, written with slashes, is taken by this mapping. */
    public boolean takes(String relativePath) {
        return new Glob(path).matches(relativePath);
    }

    /** SHA-256 of the mapping and its SELECT: changes when anything about them does, and with nothing else. */
    public String fingerprint() {
        List<String> said = List.of(
                system,
                feed.name(),
                path,
                format.code(),
                charset,
                String.valueOf(delimiter),
                String.valueOf(header),
                columns.toString(),
                timeZone.getId(),
                timestampFormats.toString(),
                dateFormats.toString(),
                String.valueOf(decimalMark),
                delivery.code(),
                sql);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.join("\u0000", said).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256", e);
        }
    }
}
