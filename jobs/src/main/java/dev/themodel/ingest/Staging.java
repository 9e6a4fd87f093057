package dev.themodel.ingest;

import dev.themodel.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;

/** Where packed Parquet files lie unpacked while a night reads them: beside the tables, so that every machine sees them. */
final class Staging {

    private static final String FOLDER = "_ingest";

    private Staging() {}

    static String path(Lake lake, int order) {
        return lake.root() + "/" + FOLDER + "/" + order + ".parquet";
    }

    /** Removes what lies there, also what a killed run has left. */
    static void clear(Lake lake) {
        Path folder = new Path(lake.root(), FOLDER);
        try {
            folder.getFileSystem(lake.spark().sparkContext().hadoopConfiguration())
                    .delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
