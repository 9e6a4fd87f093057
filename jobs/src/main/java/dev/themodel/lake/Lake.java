package dev.themodel.lake;

import dev.themodel.model.TableName;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/**
 * The tables of one warehouse: the only place that reads and writes Delta. Every write is one commit, returns the
 * table's new version, and takes its columns by name in the order and types of the table's definition.
 */
public final class Lake {

    /** The column of {@link #readWithFiles} that names the file of each row. */
    public static final String FILE = "_file";

    private final SparkSession spark;
    private final String root;
    private final Definitions definitions;
    private final TableSnapshots snapshots;
    private final Views views;

    /**
     * Opens a warehouse; nothing is created before the first write.
     *
     * @param root the warehouse folder, any Hadoop path
     */
    public Lake(SparkSession spark, String root, Definitions definitions) {
        this.spark = spark;
        this.root = absolute(root, spark.sessionState().newHadoopConf());
        this.definitions = definitions;
        this.snapshots = new TableSnapshots(spark, this::path, definitions);
        this.views = new Views(this);
    }

    /** The same warehouse seen by another session over the same Spark context, which has its own temporary views. */
    public Lake in(SparkSession session) {
        return new Lake(session, root, definitions);
    }

    public SparkSession spark() {
        return spark;
    }

    public Definitions definitions() {
        return definitions;
    }

    /** The warehouse folder, absolute. */
    public String root() {
        return root;
    }

    /** Where a table lies: {@code <warehouse>/<layer>/<table>}. */
    public String path(TableName table) {
        return root + "/" + table.layer() + "/" + table.table();
    }

    /** Whether anything was ever written to the table. */
    public boolean exists(TableName table) {
        return version(table) >= 0;
    }

    /** The tables of a layer that have a folder and a definition, by name. */
    public List<TableName> written(String layer) {
        Path folder = new Path(root, layer);
        try {
            FileSystem system = folder.getFileSystem(spark.sessionState().newHadoopConf());
            if (!system.exists(folder)) {
                return List.of();
            }
            List<TableName> known = definitions.all(layer);
            List<TableName> found = new ArrayList<>();
            for (FileStatus status : system.listStatus(folder)) {
                known.stream()
                        .filter(table -> table.table().equals(status.getPath().getName()))
                        .forEach(found::add);
            }
            found.sort(null);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The table's newest version, -1 where it does not exist. */
    public long version(TableName table) {
        return snapshots.newest(table).version();
    }

    /**
     * How large a table is.
     *
     * @param version its newest version
     * @param rows as counted when its files were written
     */
    public record Size(long version, long files, long bytes, long rows) {}

    /** How large a table is, without reading its rows. */
    public Size size(TableName table) {
        Snapshot snapshot = snapshots.newest(table);
        Optional<KnownFiles> known = KnownFilesRule.known(snapshot);
        OptionalLong counted = known.map(KnownAnswers::rows).orElse(OptionalLong.empty());
        long rows = counted.orElseGet(() -> read(table).count());
        long files = known.map(all -> (long) all.files().size()).orElseGet(snapshot::numOfFiles);
        return new Size(snapshot.version(), files, TableSnapshots.bytes(snapshot), rows);
    }

    /** The bytes of a table's files; 0 where it does not exist. */
    public long bytes(TableName table) {
        Snapshot snapshot = snapshots.newest(table);
        return snapshot.version() < 0 ? 0 : TableSnapshots.bytes(snapshot);
    }

    /** The table's newest rows; none, with the definition's columns, where it does not exist. */
    public Dataset<Row> read(TableName table) {
        return snapshots.rows(table, snapshots.newest(table));
    }

    /** The table's rows as of a version; none where the version is below 0. */
    public Dataset<Row> read(TableName table, long version) {
        return version < 0 ? snapshots.noRows(table) : snapshots.rows(table, snapshots.of(table, version));
    }

    /** The table's newest rows, each with the name of the file it lies in, in a column {@link #FILE}. */
    public Dataset<Row> readWithFiles(TableName table) {
        return snapshots.rowsWithFiles(table, snapshots.newest(table));
    }

    /** The same as of a version; none where the version is below 0. */
    public Dataset<Row> readWithFiles(TableName table, long version) {
        return version < 0
                ? snapshots.noRowsWithFiles(table)
                : snapshots.rowsWithFiles(table, snapshots.of(table, version));
    }

    /** Those of them that lie in some files; no other file is read. */
    public Dataset<Row> readWithFiles(TableName table, long version, Set<String> files) {
        return snapshots.rowsWithFiles(table, snapshots.of(table, version), files);
    }

    /**
     * The table's newest rows in files that an earlier version had not: what was written since, and what lies in one file
     * with it. All rows where the files are not known, or the version is below 0.
     */
    public Dataset<Row> readWrittenSince(TableName table, long version) {
        return snapshots.rowsSince(table, version);
    }

    /** Makes a table that is not there yet, without a row. */
    public long create(TableName table) {
        return transaction(definitions.of(table)).create();
    }

    /**
     * Adds rows.
     *
     * @throws ColumnMismatch where columns are missing, unknown or of another kind
     */
    public long append(TableName table, Dataset<Row> rows) {
        return write(
                table,
                rows,
                SaveMode.Append,
                (transaction, aligned) -> transaction.append(transaction.packed(aligned)));
    }

    /** Adds a few rows as one file: for ledgers, where a shuffle would cost more than the rows. */
    long appendFew(TableName table, Dataset<Row> rows) {
        return write(table, rows, SaveMode.Append, (transaction, aligned) -> transaction.append(aligned.coalesce(1)));
    }

    /**
     * Replaces all rows; also the columns, where the definition has changed.
     *
     * @throws ColumnMismatch where columns are missing, unknown or of another kind
     */
    public long overwrite(TableName table, Dataset<Row> rows) {
        return write(table, rows, SaveMode.Overwrite, TableTransaction::overwrite);
    }

    /**
     * Replaces the rows for which a condition holds by others, which should all fulfil it.
     *
     * @param condition SQL over the table's columns, such as {@code month IN (DATE'2026-01-01')}; on partition columns
     *     alone it reads nothing
     */
    public long replaceWhere(TableName table, String condition, Dataset<Row> rows) {
        TableDefinition definition = definitions.of(table);
        if (!isAsDefined(definition)) {
            // The columns that the definition has gained come over by a write that adds no rows.
            append(table, rows.limit(0));
        }
        return transaction(definition).replaceWhere(condition, Alignment.of(rows, definition));
    }

    /**
     * Replaces the rows of keys: those named in {@code gone} leave, those in {@code rows} come or take the place of
     * their key's row.
     *
     * @param keys the key columns; both data sets have at most one row a key, and no key is in both
     * @param gone has at least the key columns
     * @param files the names of the files that hold a row of these keys, as {@link #readWithFiles} tells them: a row in
     *     any other would stand twice
     */
    public long replaceKeys(
            TableName table, List<String> keys, Dataset<Row> rows, Dataset<Row> gone, Set<String> files) {
        TableDefinition definition = definitions.of(table);
        return transaction(definition).replaceKeys(keys, Alignment.of(rows, definition), gone, files);
    }

    private TableTransaction transaction(TableDefinition definition) {
        return TableTransaction.begin(spark, definition, snapshots.log(definition.name()));
    }

    /** Whether a table has the columns of its definition; also where there is none, since it gets them. */
    private boolean isAsDefined(TableDefinition definition) {
        Snapshot newest = snapshots.newest(definition.name());
        return newest.version() < 0 || definition.schema().equals(newest.schema());
    }

    private interface Write {
        long into(TableTransaction transaction, Dataset<Row> aligned);
    }

    /** Where the columns of the table are not those of its definition any more, Delta brings them over. */
    private long write(TableName table, Dataset<Row> rows, SaveMode mode, Write write) {
        TableDefinition definition = definitions.of(table);
        Dataset<Row> aligned = Alignment.of(rows, definition);
        if (isAsDefined(definition)) {
            return write.into(transaction(definition), aligned);
        }
        DataFrameWriter<Row> writer = aligned.write().format("delta").mode(mode);
        if (mode == SaveMode.Append) {
            writer.option("mergeSchema", "true");
        } else {
            writer.option("overwriteSchema", "true");
            if (!definition.partitionedBy().isEmpty()) {
                writer.partitionBy(definition.partitionedBy().toArray(String[]::new));
            }
        }
        writer.save(path(table));
        return version(table);
    }

    /**
     * Brings back the rows of an earlier version, as a new version; below 0 empties the table.
     *
     * @throws IllegalStateException where a file of that version is there no more
     */
    public long restore(TableName table, long version) {
        if (version < 0) {
            return overwrite(table, snapshots.noRows(table));
        }
        Snapshot wanted = snapshots.of(table, version);
        Optional<KnownFiles> files = KnownFilesRule.known(wanted);
        if (files.isPresent()
                && wanted.metadata().equals(snapshots.newest(table).metadata())) {
            return transaction(definitions.of(table)).restore(files.get(), version);
        }
        // Columns that have changed since go back, too.
        DeltaTable.forPath(spark, path(table)).restoreToVersion(version);
        return version(table);
    }

    /**
     * Makes {@code layer.table} known to SQL, with its comments; a table that does not exist yet is an empty view.
     *
     * @param version the version to show; empty for the newest at the time of the query
     */
    public void view(SparkSession session, TableName table, OptionalLong version) {
        views.register(session, table, version);
    }

    /** A warehouse's folder as its commits name it, whatever working folder or file system it was named from. */
    public static String absolute(String root, Configuration configuration) {
        try {
            Path path = new Path(root);
            Path qualified = path.getFileSystem(configuration).makeQualified(path);
            String text = qualified.toUri().getScheme().equals("file")
                    ? qualified.toUri().getPath()
                    : qualified.toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach warehouse '" + root + "': " + e.getMessage(), e);
        }
    }

    /** Rows do not fit their table's columns. */
    public static final class ColumnMismatch extends RuntimeException {
        public ColumnMismatch(String message) {
            super(message);
        }
    }
}
