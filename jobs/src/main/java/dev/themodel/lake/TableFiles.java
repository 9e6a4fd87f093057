package dev.themodel.lake;

import dev.themodel.model.TableName;
import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.catalog.DeltaTableV2$;
import org.apache.spark.sql.delta.commands.VacuumCommand$;
import org.apache.spark.sql.functions;
import org.apache.spark.util.ManualClock;
import scala.Console;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * The files that a table lies in. Joining them is one commit that changes no row; deleting those that no version needs
 * any more is none at all.
 */
public final class TableFiles {

    /** Files from this size on are large enough to be left alone, so that a week's upkeep costs what the week wrote. */
    private static final long SMALL = 1L << 20;

    /** Joined files grow to this size: some hundred thousand rows, so that a late row is no reason to write a month anew. */
    private static final long LARGEST = 4L << 20;

    private static final Map<String, String> SETTINGS = Map.of(
            "spark.databricks.delta.optimize.minFileSize", Long.toString(SMALL),
            "spark.databricks.delta.optimize.maxFileSize", Long.toString(LARGEST),
            // A line in the log about deleting would be a new version of the table, of which the ledger knows nothing.
            "spark.databricks.delta.vacuum.logging.enabled", "false",
            // The retention is checked where it is told, with words of our own.
            "spark.databricks.delta.retentionDurationCheck.enabled", "false",
            // One task a listed folder by default, of which there may be thousands.
            "spark.sql.sources.parallelPartitionDiscovery.parallelism", "4");

    private final SparkSession spark;
    private final Lake lake;

    public TableFiles(Lake lake) {
        this.spark = lake.spark();
        this.lake = lake;
        SETTINGS.forEach(spark.conf()::set);
    }

    /**
     * What joining a table's small files would do.
     *
     * @param small how many files would be joined
     * @param joined how many they would become, at most
     */
    public record Joinable(long small, long joined) {}

    /** What {@link #join} would do: small files that are not alone in their partition. */
    public Joinable joinable(TableName table) {
        // A partition's values are a map, which nothing can be grouped by.
        List<Row> partitions = snapshot(table)
                .allFiles()
                .toDF()
                .where(functions.col("size").lt(SMALL))
                .groupBy(functions.to_json(functions.col("partitionValues")))
                .agg(
                        functions.count("*").as("files"),
                        functions.ceil(functions.sum("size").divide(LARGEST)).as("joined"))
                .where("files > 1")
                .agg(functions.sum("files"), functions.sum("joined"))
                .collectAsList();
        Row sums = partitions.get(0);
        return sums.isNullAt(0) ? new Joinable(0, 0) : new Joinable(sums.getLong(0), sums.getLong(1));
    }

    /** Joins the small files of each partition; returns the table's version, a new one where there were any. */
    public long join(TableName table) {
        DeltaTable.forPath(spark, lake.path(table)).optimize().executeCompaction();
        return lake.version(table);
    }

    /** How many files {@link #deleteUnused} would delete. */
    public long unused(TableName table, Instant since) {
        return vacuum(table, since, true).count();
    }

    /** Deletes the files that no version since an instant needs. */
    public void deleteUnused(TableName table, Instant since) {
        vacuum(table, since, false);
    }

    /**
     * Delta takes hours before the moment it comes to look, which is later than any moment they were counted from; a
     * clock that stands still at the instant says it exactly.
     */
    private Dataset<Row> vacuum(TableName table, Instant since, boolean isDryRun) {
        DeltaTableV2 found =
                DeltaTableV2$.MODULE$.apply(spark, new Path(lake.path(table)), Map$.MODULE$.empty(), "upkeep");
        // It prints what it did to stdout, where only results belong.
        return Console.withOut(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                () -> VacuumCommand$.MODULE$.gc(
                        spark,
                        found,
                        isDryRun,
                        Option.apply(0.0),
                        Option.empty(),
                        Option.empty(),
                        Map$.MODULE$.empty(),
                        new ManualClock(since.toEpochMilli())));
    }

    /** When a version was written; empty where the log of it is gone. */
    public Optional<Instant> writtenAt(TableName table, long version) {
        List<Row> found = DeltaTable.forPath(spark, lake.path(table))
                .history()
                .where(functions.col("version").equalTo(version))
                .select("timestamp")
                .collectAsList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(0).getTimestamp(0).toInstant());
    }

    private Snapshot snapshot(TableName table) {
        return DeltaLog.forTable(spark, new Path(lake.path(table))).update(false, Option.empty(), Option.empty());
    }
}
