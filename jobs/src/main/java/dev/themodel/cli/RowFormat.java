package dev.themodel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.themodel.night.WrongUsage;
import dev.themodel.plan.TextTable;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** How rows are written to stdout; binary in hexadecimal digits, as SQL's own {@code hex} writes it. */
enum RowFormat {
    /** Columns side by side, for people. */
    TABLE {
        @Override
        void write(StructType schema, Iterator<Row> rows, PrintStream out) {
            TextTable table = TextTable.of(schema.fieldNames())
                    .rightAligned(IntStream.range(0, schema.size())
                            .filter(i -> schema.fields()[i].dataType() instanceof NumericType)
                            .boxed()
                            .toArray(Integer[]::new));
            int count = 0;
            while (rows.hasNext() && count < ROWS_OF_A_TABLE) {
                Row row = rows.next();
                table.row(IntStream.range(0, row.size())
                        .mapToObj(i -> row.isNullAt(i) ? "NULL" : oneLine(text(row.get(i))))
                        .toArray(String[]::new));
                count++;
            }
            out.print(table.text());
            out.println(
                    rows.hasNext()
                            ? "(the first " + ROWS_OF_A_TABLE + " rows; --format csv writes all)"
                            : "(" + count + (count == 1 ? " row)" : " rows)"));
        }
    },
    /** RFC 4180 with a header; NULL is empty. */
    CSV {
        @Override
        void write(StructType schema, Iterator<Row> rows, PrintStream out) {
            out.println(java.util.Arrays.stream(schema.fieldNames())
                    .map(RowFormat::quoted)
                    .collect(Collectors.joining(",")));
            while (rows.hasNext()) {
                Row row = rows.next();
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < row.size(); i++) {
                    line.append(i == 0 ? "" : ",");
                    if (!row.isNullAt(i)) {
                        line.append(quoted(text(row.get(i))));
                    }
                }
                out.println(line);
            }
        }
    },
    /** One JSON array, a line a row. */
    JSON {
        @Override
        void write(StructType schema, Iterator<Row> rows, PrintStream out) {
            out.print("[");
            String separator = "";
            while (rows.hasNext()) {
                Row row = rows.next();
                out.print(separator);
                out.print(json(value(row)));
                separator = ",\n";
            }
            out.println("]");
        }
    };

    /** More are not lined up in memory. */
    static final int ROWS_OF_A_TABLE = 10_000;

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    abstract void write(StructType schema, Iterator<Row> rows, PrintStream out);

    /**
     * The format that {@code --format} names.
     *
     * @throws WrongUsage naming the known ones
     */
    static RowFormat named(String format) {
        try {
            return valueOf(format.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--format '" + format + "' is not known; known: table, csv, json", e);
        }
    }

    /** A value as one line of JSON. */
    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass() + " as JSON: " + e.getMessage(), e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ");
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof Date) {
            return value.toString();
        }
        Object plain = value(value);
        return plain instanceof String string ? string : json(plain);
    }

    /** The value in terms of JSON: maps, lists, numbers, texts. */
    private static Object value(Object value) {
        if (value instanceof Row row) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                members.put(row.schema().fieldNames()[i], value(row.get(i)));
            }
            return members;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            CollectionConverters.asJava(map).forEach((key, each) -> members.put(text(key), value(each)));
            return members;
        }
        if (value instanceof scala.collection.Iterable<?> items) {
            List<Object> list = new ArrayList<>();
            CollectionConverters.asJava(items).forEach(item -> list.add(value(item)));
            return list;
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().withUpperCase().formatHex(bytes);
        }
        if (value == null
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof Integer
                || value instanceof Long) {
            return value;
        }
        if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite() ? number.toString() : number;
        }
        return value instanceof Number ? value : value.toString();
    }

    private static String quoted(String text) {
        return text.isEmpty() || text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
