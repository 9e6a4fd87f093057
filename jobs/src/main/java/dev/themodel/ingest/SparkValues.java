package dev.themodel.ingest;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Hands typed columns of Spark to {@link Values}: for each column of a feed, in order, the one of the same name, in a form
 * that no time zone of the machine touches.
 *
 * @param kinds how each column's values are to be understood
 */
record SparkValues(List<Kind> kinds) implements Serializable {

    /** The name under which the number of a row travels. */
    static final String NUMBER = "_number";

    /** How a value travels from Spark to Java. */
    enum Kind {
        AS_IT_IS,
        MICROSECONDS,
        DAYS,
        LOCAL_TIME,
        REAL
    }

    SparkValues {
        kinds = List.copyOf(kinds);
    }

    static SparkValues of(StructType schema, Feed feed) {
        List<Kind> kinds = new ArrayList<>();
        for (FeedColumn column : feed.columns()) {
            kinds.add(kind(type(schema, column)));
        }
        return new SparkValues(kinds);
    }

    /** The feed's columns in order, NULL where there is none of the name, then the row's number. */
    static Dataset<Row> select(Dataset<Row> rows, Feed feed, Column number) {
        List<Column> columns = new ArrayList<>();
        for (FeedColumn column : feed.columns()) {
            int place = place(rows.schema(), column);
            columns.add((place < 0
                            ? functions.lit(null).cast(DataTypes.StringType)
                            : travelling(rows, rows.schema().fields()[place]))
                    .as(column.name()));
        }
        columns.add(number.as(NUMBER));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** A column's value as {@link Values} takes it. */
    Object value(Row row, int column) {
        if (row.isNullAt(column)) {
            return null;
        }
        return switch (kinds.get(column)) {
            case AS_IT_IS -> row.get(column);
            case MICROSECONDS -> Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
            case DAYS -> LocalDate.ofEpochDay(row.getInt(column));
            case LOCAL_TIME -> LocalDateTime.parse(row.getString(column).replace(' ', 'T'));
            case REAL -> Double.valueOf(row.getString(column));
        };
    }

    /** The place of a feed's column among others, whose names compare like a CSV header's; -1 where it is missing. */
    static int place(StructType schema, FeedColumn column) {
        for (int i = 0; i < schema.length(); i++) {
            if (plain(schema.fields()[i].name()).equals(column.name())) {
                return i;
            }
        }
        return -1;
    }

    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static DataType type(StructType schema, FeedColumn column) {
        int place = place(schema, column);
        return place < 0 ? DataTypes.NullType : schema.fields()[place].dataType();
    }

    private static Kind kind(DataType type) {
        if (type instanceof TimestampType) {
            return Kind.MICROSECONDS;
        }
        if (type instanceof DateType) {
            return Kind.DAYS;
        }
        if (type instanceof TimestampNTZType) {
            return Kind.LOCAL_TIME;
        }
        return type instanceof FloatType || type instanceof DoubleType ? Kind.REAL : Kind.AS_IT_IS;
    }

    private static Column travelling(Dataset<Row> rows, StructField field) {
        Column column = rows.col("`" + field.name().replace("`", "``") + "`");
        DataType type = field.dataType();
        if (type instanceof TimestampType) {
            return functions.unix_micros(column);
        }
        if (type instanceof DateType) {
            return functions.unix_date(column);
        }
        if (type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType) {
            return column.cast(DataTypes.LongType);
        }
        if (type instanceof DecimalType || type instanceof BooleanType) {
            return column;
        }
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType
                ? functions.to_json(column)
                : column.cast(DataTypes.StringType);
    }
}
