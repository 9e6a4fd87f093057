package dev.themodel.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.lake.Lake;
import dev.themodel.lake.TableDefinition;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes versions of records into raw as an ingest would have accepted them. */
final class RawRows {

    private final Lake lake;
    private long ingest;

    RawRows(Lake lake) {
        this.lake = lake;
    }

    /** The next versions belong to the next ingest. */
    RawRows nextIngest() {
        ingest++;
        return this;
    }

    /**
     * Adds versions.
     *
     * @param header the columns named, separated by blanks; the others are NULL, or 2026-01-01 for updated_at
     * @param rows values separated by commas; an empty one is NULL, a T stands for the blank in times
     */
    RawRows add(String feedName, String header, String... rows) {
        Feed feed = Feeds.of(feedName);
        TableDefinition definition = lake.definitions().of(feed.table());
        List<String> columns = List.of(header.split(" "));
        StructType texts = new StructType();
        for (String column : columns) {
            texts = texts.add(column, DataTypes.StringType);
        }
        List<Row> values = Arrays.stream(rows)
                .map(row -> RowFactory.create(Arrays.stream(row.split(",", -1))
                        .map(value -> value.isEmpty() ? null : value)
                        .toArray()))
                .toList();
        Dataset<Row> typed = lake.spark().createDataFrame(values, texts);
        for (StructField field : definition.schema().fields()) {
            Column value = columns.contains(field.name()) ? col(field.name()) : lit(null);
            typed = typed.withColumn(field.name(), value.cast(field.dataType()));
        }
        Column[] keys = feed.keys().stream().map(key -> col(key).cast("string")).toArray(Column[]::new);
        typed = typed.withColumn("updated_at", coalesce(col("updated_at"), expr("TIMESTAMP '2026-01-01 00:00:00'")))
                .withColumn("is_deleted", coalesce(col("is_deleted"), lit(false)))
                .withColumn("record_key", xxhash64(keys))
                .withColumn("ingest_id", lit(ingest));
        if (Arrays.asList(typed.columns()).contains("kind") && feedName.matches("opportunities|deals")) {
            typed = typed.withColumn("kind", coalesce(col("kind"), lit("new")));
        }
        if (feed.birthColumn().isPresent()) {
            typed = typed.withColumn(
                    "birth_month", expr("CAST(trunc(" + feed.birthColumn().get() + ", 'MM') AS DATE)"));
        }
        lake.append(feed.table(), typed);
        return this;
    }
}
