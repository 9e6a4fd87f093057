package dev.themodel.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
        session.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
    }

    /** A Parquet file in the landing contract's own layout, each row with its place in the file. */
    Dataset<Row> numberedParquet(FileTask task) {
        Column place = functions.col("_metadata.row_index").plus(1L);
        return parquet(task).select(functions.col("*"), place.as(SparkValues.NUMBER));
    }

    /** What a mapping's SELECT sees: CSV columns as text, JSON and Parquet as they are built. */
    Dataset<Row> ofMapping(FileTask task, FileFacts facts, String fileName, LocalDate dt) {
        Dataset<Row> rows = switch (task.form().format()) {
            case CSV -> csv(task, facts.columns());
            case JSON -> json(task);
            case PARQUET -> parquet(task);
        };
        return rows.withColumn("_file_name", functions.lit(fileName)).withColumn("_dt", functions.lit(dt));
    }

    private Dataset<Row> parquet(FileTask task) {
        // A file's name may hold what a glob would take for its own.
        return session.read().option("__globPaths__", "false").parquet(task.parquetPath());
    }

    private Dataset<Row> csv(FileTask task, List<String> header) {
        StructType schema = new StructType();
        List<String> names = new ArrayList<>(header);
        for (int i = 0; i < names.size(); i++) {
            schema = schema.add(names.get(i).isEmpty() ? "_column_" + (i + 1) : names.get(i), DataTypes.StringType);
        }
        return session.createDataFrame(TextFiles.records(session, task, Yields.fields(names.size())), schema);
    }

    private Dataset<Row> json(FileTask task) {
        JavaRDD<String> lines = TextFiles.records(session, task, Yields.lines()).map(row -> row.getString(0));
        return session.read().json(session.createDataset(lines.rdd(), Encoders.STRING()));
    }
}
