package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One file as Spark's rows, before anything is made of them. */
final class SparkInput {

    private final SparkSession session;

    /** @param session one of our own: temporary views and settings stay in it */
    SparkInput(SparkSession session) {
        this.session = session;
        // Else Spark refuses files with such times; NanosecondTimes makes times of the numbers.
        session.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
    }

    /** Where its rows are asked, and views of them shown. */
    SparkSession session() {
        return session;
    }

    /** A Parquet file in the landing contract's own layout, each row with its place in the file. */
    Dataset<Row> numberedParquet(FileTask task) throws UnreadableFile {
        Column place = functions.col("_metadata.row_index").plus(1L);
        Dataset<Row> numbered = parquet(task).select(functions.col("*"), place.as(SparkValues.NUMBER));
        return nanoseconds(task).asTimes(numbered);
    }

    /** What a mapping's SELECT sees: CSV columns as text, JSON and Parquet as they are built. */
    Dataset<Row> ofMapping(FileTask task, FileFacts facts, String fileName, LocalDate dt) throws UnreadableFile {
        Dataset<Row> rows = switch (task.form().format()) {
            case CSV -> csv(task, facts.columns());
            case JSON -> json(task);
            case PARQUET -> nanoseconds(task).asTimes(parquet(task));
        };
        return rows.withColumn("_file_name", functions.lit(fileName)).withColumn(SourceMapping.DT, functions.lit(dt));
    }

    private Dataset<Row> parquet(FileTask task) throws UnreadableFile {
        try {
            // A file's name may hold what a glob would take for its own.
            return session.read().option("__globPaths__", "false").parquet(task.parquetPath());
        } catch (Exception e) {
            throw unknownType(e)
                    .map(type -> new UnreadableFile(
                            "holds a column of the Parquet type " + type + ", which cannot be read", e))
                    .orElseThrow(() -> e instanceof RuntimeException own ? own : new IllegalStateException(e));
        }
    }

    /** The Parquet type that Spark has no counterpart for, where that is what it complains about. */
    private static Optional<String> unknownType(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable fault
                    && String.valueOf(fault.getCondition()).startsWith("PARQUET_TYPE_")) {
                return Optional.of(fault.getMessageParameters().getOrDefault("parquetType", "unknown"));
            }
        }
        return Optional.empty();
    }

    private NanosecondTimes nanoseconds(FileTask task) {
        return NanosecondTimes.of(task.parquetPath(), session.sparkContext().hadoopConfiguration());
    }

    private Dataset<Row> csv(FileTask task, List<String> columns) {
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return session.createDataFrame(TextFiles.records(session, task, Yields.fields(columns.size())), schema);
    }

    private Dataset<Row> json(FileTask task) throws UnreadableFile {
        JavaRDD<String> lines = TextFiles.records(session, task, Yields.lines()).map(row -> row.getString(0));
        Dataset<Row> rows = session.read().json(session.createDataset(lines.rdd(), Encoders.STRING()));
        if (Arrays.stream(rows.columns()).map(SparkValues::plain).distinct().count() < rows.columns().length) {
            throw new UnreadableFile("names a key in several spellings, which are told apart by case or blanks alone");
        }
        return rows;
    }
}
