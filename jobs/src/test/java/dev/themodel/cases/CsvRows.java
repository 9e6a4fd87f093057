package dev.themodel.cases;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A small CSV file with header.
 *
 * @param file where it came from
 * @param columns the header
 * @param rows each as long as the header; null where a field is empty
 */
public record CsvRows(Path file, List<String> columns, List<List<String>> rows) {

    static CsvRows read(Path file) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setNullValue(null);
        try {
            List<String[]> lines = new CsvParser(settings).parseAll(Files.newBufferedReader(file));
            List<String> columns =
                    Arrays.stream(lines.get(0)).map(String::strip).toList();
            for (String[] line : lines) {
                if (line.length != columns.size()) {
                    throw new IllegalArgumentException(file + ": " + Arrays.toString(line) + " has not the "
                            + columns.size() + " columns " + columns);
                }
            }
            return new CsvRows(
                    file,
                    columns,
                    lines.subList(1, lines.size()).stream().map(Arrays::asList).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A SELECT of these rows in the columns of a table; columns the file lacks are NULL. */
    public String select(StructType schema) {
        for (String column : columns) {
            if (!Arrays.asList(schema.fieldNames()).contains(column)) {
                throw new IllegalArgumentException(
                        file + ": unknown column '" + column + "'; known: " + Arrays.toString(schema.fieldNames()));
            }
        }
        String projected = Arrays.stream(schema.fields())
                .map(field -> "CAST(" + (columns.contains(field.name()) ? text(field) : "NULL") + " AS "
                        + field.dataType().sql() + ") AS `" + field.name() + "`")
                .collect(Collectors.joining(", "));
        if (rows.isEmpty()) {
            return "SELECT " + projected.replaceAll("CAST\\(`[^`]+` AS", "CAST(NULL AS") + " WHERE FALSE";
        }
        String values = rows.stream()
                .map(row -> row.stream().map(CsvRows::literal).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        String names = columns.stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "));
        return "SELECT " + projected + " FROM VALUES " + values + " AS t (" + names + ")";
    }

    /** The field as text; the elements of an array stand in one field, with a semicolon between. */
    private static String text(StructField field) {
        String name = "`" + field.name() + "`";
        return field.dataType() instanceof ArrayType ? "SPLIT(" + name + ", ';')" : name;
    }

    private static String literal(String value) {
        return value == null
                ? "CAST(NULL AS STRING)"
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
