package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import scala.Option;

/** The versions of tables and their rows, by their known files where those are listed. */
final class TableSnapshots {

    private final SparkSession spark;
    private final Function<TableName, String> path;
    private final Definitions definitions;

    /** @param path where a table lies */
    TableSnapshots(SparkSession spark, Function<TableName, String> path, Definitions definitions) {
        this.spark = spark;
        this.path = path;
        this.definitions = definitions;
    }

    DeltaLog log(TableName table) {
        return DeltaLog.forTable(spark, new Path(path.apply(table)));
    }

    /** The newest version; of a table that is not there, one below 0. */
    Snapshot newest(TableName table) {
        return log(table).update(false, Option.empty(), Option.empty());
    }

    Snapshot of(TableName table, long version) {
        return log(table).getSnapshotAt(version, Option.empty(), Option.empty(), false);
    }

    /** The rows of a version; none, with the definition's columns, where it has none. */
    Dataset<Row> rows(TableName table, Snapshot snapshot) {
        return isEmpty(snapshot)
                ? noRows(table)
                : KnownFilesRule.known(snapshot)
                        .map(files -> files.rows(spark))
                        .orElseGet(() -> spark.read()
                                .format("delta")
                                .option("versionAsOf", snapshot.version())
                                .load(path.apply(table)));
    }

    /** The same, each with the name of the file it lies in. */
    Dataset<Row> rowsWithFiles(TableName table, Snapshot snapshot) {
        return isEmpty(snapshot) ? noRowsWithFiles(table) : withFiles(rows(table, snapshot));
    }

    /** Those of them that lie in some files; no other file is read. */
    Dataset<Row> rowsWithFiles(TableName table, Snapshot snapshot, Set<String> files) {
        return KnownFilesRule.known(snapshot)
                .map(known -> withFiles(known.named(files).rows(spark)))
                .orElseGet(() -> rowsWithFiles(table, snapshot)
                        .where(functions.col(Lake.FILE).isin(files.toArray())));
    }

    /** The newest rows in files that an earlier version had not; all where the files are not known. */
    Dataset<Row> rowsSince(TableName table, long version) {
        Snapshot newest = newest(table);
        Optional<KnownFiles> now = KnownFilesRule.known(newest);
        Optional<KnownFiles> then = version < 0 ? Optional.empty() : KnownFilesRule.known(of(table, version));
        if (now.isEmpty() || then.isEmpty()) {
            return rows(table, newest);
        }
        Set<String> written = now.get().names();
        written.removeAll(then.get().names());
        return now.get().named(written).rows(spark);
    }

    /** The bytes of a version's files. */
    static long bytes(Snapshot snapshot) {
        return KnownFilesRule.known(snapshot).map(KnownFiles::sizeInBytes).orElseGet(snapshot::sizeInBytes);
    }

    Dataset<Row> noRows(TableName table) {
        return spark.createDataFrame(List.<Row>of(), definitions.of(table).schema());
    }

    Dataset<Row> noRowsWithFiles(TableName table) {
        return noRows(table).withColumn(Lake.FILE, functions.lit(null).cast("string"));
    }

    /** Whether a table has no file, or is not there: Spark leaves out what a query makes of rows known to be none. */
    private static boolean isEmpty(Snapshot snapshot) {
        return snapshot.version() < 0
                || KnownFilesRule.known(snapshot)
                        .filter(known -> known.files().isEmpty())
                        .isPresent();
    }

    private static Dataset<Row> withFiles(Dataset<Row> rows) {
        return rows.withColumn(Lake.FILE, functions.col(KnownFiles.FILE_NAME));
    }
}
