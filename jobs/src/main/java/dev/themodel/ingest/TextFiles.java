package dev.themodel.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Rows made of the records of text files; a file is read by one task from start to end. */
final class TextFiles {

    /** Files of up to this many bytes together are read in one task. */
    private static final long BYTES_A_TASK = 16L << 20;

    private TextFiles() {}

    static Dataset<Row> rows(SparkSession spark, List<TakenFile> files, FileRows.Yield rows, StructType schema) {
        return files.isEmpty()
                ? spark.createDataFrame(List.<Row>of(), schema)
                : spark.createDataFrame(records(spark, bundles(files), rows), schema);
    }

    /** The records of one file. */
    static JavaRDD<Row> records(SparkSession spark, FileTask file, FileRows.Yield rows) {
        return records(spark, List.of(List.of(file)), rows);
    }

    private static JavaRDD<Row> records(SparkSession spark, List<List<FileTask>> bundles, FileRows.Yield rows) {
        SerializableConfiguration configuration =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(bundles, bundles.size())
                .flatMap(bundle -> new FileRows(configuration, rows).call(bundle.iterator()));
    }

    /** Small files together, a large one by itself. */
    private static List<List<FileTask>> bundles(List<TakenFile> files) {
        List<List<FileTask>> bundles = new ArrayList<>();
        long room = 0;
        for (TakenFile file : files) {
            long size = file.taking().file().size();
            if (bundles.isEmpty() || size > room) {
                bundles.add(new ArrayList<>());
                room = BYTES_A_TASK;
            }
            bundles.get(bundles.size() - 1).add(file.task());
            room -= size;
        }
        return bundles;
    }
}
