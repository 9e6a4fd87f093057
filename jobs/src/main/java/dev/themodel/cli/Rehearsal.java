package dev.themodel.cli;

import dev.themodel.lake.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Loads the classes that every command with a session loads, so that the launcher can keep them in an archive: opens a
 * session, writes, replaces and reads a small table in a temporary folder.
 */
public final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("rehearsal");
        try (SparkSession spark = Sessions.openForSmallDeltas("local[2]", "rehearsal")) {
            String table = "delta.`" + folder.resolve("t") + "`";
            spark.sql("SELECT id, CAST(id AS STRING) AS name, DATE'2026-01-01' AS day FROM range(10)")
                    .hint("rebalance", "day")
                    .write()
                    .format("delta")
                    .partitionBy("day")
                    .save(folder.resolve("t").toString());
            spark.sql("MERGE INTO " + table + " t USING (SELECT 1L AS id, 'one' AS name, DATE'2026-01-01' AS day) s"
                    + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *");
            spark.sql("WITH a AS (SELECT *, row_number() OVER (PARTITION BY day ORDER BY id) AS place FROM " + table
                            + "), b AS (SELECT day, count(*) AS n, sum(id) AS total FROM a GROUP BY day)"
                            + " SELECT * FROM a JOIN b USING (day) LEFT JOIN " + table + " USING (id)"
                            + " ORDER BY id")
                    .collectAsList();
            spark.sql("RESTORE TABLE " + table + " TO VERSION AS OF 0");
            spark.read().option("header", true).csv(csv(folder)).collectAsList();
        } finally {
            delete(folder);
        }
        Warehouse.run("--help");
    }

    private static String csv(Path folder) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n").toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
