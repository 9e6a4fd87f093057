package dev.themodel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One commit to a table that has the columns of its definition, or to none yet, which makes it: files that come and
 * files that go, by Delta's own transaction. The commands that Delta offers above it work out the table's whole state
 * from the log first, which takes longer than a night's rows; what a commit needs of it is in {@link KnownFiles}. And
 * they make a table in a commit of its own, after a killed one of which they neither make nor find it.
 */
final class TableTransaction {

    private final SparkSession spark;
    private final TableDefinition definition;
    private final OptimisticTransaction transaction;

    private TableTransaction(SparkSession spark, TableDefinition definition, OptimisticTransaction transaction) {
        this.spark = spark;
        this.definition = definition;
        this.transaction = transaction;
    }

    static TableTransaction begin(SparkSession spark, TableDefinition definition, DeltaLog log) {
        // What the transaction runs, it runs in the session of this thread.
        SparkSession.setActiveSession(spark);
        OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
        if (isNew(transaction)) {
            transaction.updateMetadataForNewTable(metadata(definition));
        }
        return new TableTransaction(spark, definition, transaction);
    }

    private static boolean isNew(OptimisticTransaction transaction) {
        return transaction.snapshot().version() < 0;
    }

    private static Metadata metadata(TableDefinition definition) {
        Map<String, String> properties = new TreeMap<>(statistics(definition));
        definition.properties().forEach((key, value) -> {
            if (key.startsWith("delta.")) {
                properties.put(key, value);
            }
        });
        return new Metadata(
                UUID.randomUUID().toString(),
                null,
                definition.comment(),
                new Format("parquet", Map$.MODULE$.empty()),
                definition.schema().json(),
                CollectionConverters.asScala(definition.partitionedBy()).toSeq(),
                Map$.MODULE$.from(CollectionConverters.asScala(properties)),
                Option.apply(System.currentTimeMillis()));
    }

    /**
     * What a file counts of its columns: its day, which readers leave files out by, unless its definition says it. Least
     * and greatest values of all columns, Delta's default, take longer than to write the rows.
     */
    private static Map<String, String> statistics(TableDefinition definition) {
        return definition
                .day()
                .map(day -> Map.of("delta.dataSkippingStatsColumns", day))
                .orElseGet(() -> Map.of("delta.dataSkippingNumIndexedCols", "0"));
    }

    /** Makes the table that is not there yet, without a row. */
    long create() {
        return commit(SaveMode.Append, Optional.empty(), List.of());
    }

    /** Adds rows, as many files as there are tasks. */
    long append(Dataset<Row> rows) {
        return commit(SaveMode.Append, Optional.empty(), List.of(), rows);
    }

    /** Replaces all rows. */
    long overwrite(Dataset<Row> rows) {
        return commit(SaveMode.Overwrite, Optional.empty(), files().files(), packed(rows));
    }

    /**
     * Replaces the rows for which a condition holds.
     *
     * @param condition SQL over the columns; on partition columns alone nothing is read
     */
    long replaceWhere(String condition, Dataset<Row> rows) {
        Expression parsed = SqlText.expression(condition);
        boolean isOfPartitions = CollectionConverters.asJava(parsed.collectLeaves()).stream()
                .filter(UnresolvedAttribute.class::isInstance)
                .allMatch(column -> definition.partitionedBy().contains(((UnresolvedAttribute) column).name()));
        if (isOfPartitions) {
            return commit(
                    SaveMode.Overwrite,
                    Optional.of(condition),
                    files().inPartitions(parsed).files(),
                    packed(rows));
        }
        Column isReplaced = functions.coalesce(functions.expr(condition), functions.lit(false));
        KnownFiles touched = touched(isReplaced);
        Dataset<Row> kept = touched.rows(spark).where(functions.not(isReplaced));
        return commit(SaveMode.Overwrite, Optional.of(condition), touched.files(), packed(kept.unionByName(rows)));
    }

    /**
     * Replaces the rows of keys.
     *
     * @param keys the key columns
     * @param rows come, or take the place of their key's row
     * @param gone at least the key columns: their rows leave
     * @param names of the files that hold a row of these keys
     */
    long replaceKeys(List<String> keys, Dataset<Row> rows, Dataset<Row> gone, Set<String> names) {
        Column[] columns = keys.stream().map(functions::col).toArray(Column[]::new);
        Dataset<Row> changed =
                rows.select(columns).unionByName(gone.select(columns)).as("changed");
        Column isChanged = keys.stream()
                .map(key -> functions.col("standing." + key).eqNullSafe(functions.col("changed." + key)))
                .reduce(Column::and)
                .orElseThrow();
        KnownFiles touched = files().named(names);
        if (touched.files().size() != names.size()) {
            throw new IllegalStateException(definition.name() + " was written since its rows were read; run it again");
        }
        Dataset<Row> kept = touched.rows(spark).as("standing").join(changed, isChanged, "left_anti");
        String condition = "(" + String.join(", ", keys) + ") of the rows that changed";
        return commit(SaveMode.Overwrite, Optional.of(condition), touched.files(), packed(kept.unionByName(rows)));
    }

    /**
     * Replaces all files by those of an earlier version.
     *
     * @throws IllegalStateException where one of them is there no more
     */
    long restore(KnownFiles wanted, long version) {
        KnownFiles standing = files();
        Set<String> now = standing.names();
        Set<String> then = wanted.names();
        List<KnownFile> come = wanted.files().stream()
                .filter(file -> !now.contains(file.name()))
                .toList();
        requireThere(come, version);
        List<Action> actions = new ArrayList<>();
        come.forEach(file -> actions.add(file.addedAgain()));
        standing.files().stream()
                .filter(file -> !then.contains(file.name()))
                .forEach(file -> actions.add(file.added().remove()));
        DeltaOperations.Operation operation =
                new DeltaOperations.Restore(Option.apply((Object) version), Option.empty());
        return transaction.commit(CollectionConverters.asScala(actions).toSeq(), operation);
    }

    private void requireThere(List<KnownFile> files, long version) {
        Path folder = transaction.snapshot().dataPath();
        try {
            FileSystem system = folder.getFileSystem(spark.sessionState().newHadoopConf());
            for (KnownFile file : files) {
                if (!system.exists(file.status().getPath())) {
                    throw new IllegalStateException(definition.name() + " can't go back to version " + version
                            + ", since its file " + file.name()
                            + " is there no more: bring the file back from a copy of the warehouse");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for the files of " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The files that have at least one of the rows for which a condition holds. */
    private KnownFiles touched(Column condition) {
        KnownFiles all = files();
        if (all.files().isEmpty()) {
            return all;
        }
        List<String> names = all.rows(spark)
                .where(condition)
                .select(KnownFiles.FILE_NAME)
                .distinct()
                .as(Encoders.STRING())
                .collectAsList();
        return all.named(Set.copyOf(names));
    }

    private KnownFiles files() {
        if (isNew(transaction)) {
            return KnownFiles.of(transaction.snapshot().dataPath(), transaction.metadata(), List.of());
        }
        return KnownFiles.listed(transaction.snapshot())
                .orElseGet(() -> KnownFiles.of(
                        transaction.snapshot().dataPath(),
                        transaction.metadata(),
                        CollectionConverters.asJava(transaction.filterFiles())));
    }

    private long commit(SaveMode mode, Optional<String> condition, List<KnownFile> gone, Dataset<Row> rows) {
        List<Action> actions = new ArrayList<>();
        for (FileAction come : CollectionConverters.asJava(transaction.writeFiles(rows))) {
            actions.add(come);
        }
        gone.stream().map(KnownFile::added).map(AddFile::remove).forEach(actions::add);
        return commit(mode, condition, actions);
    }

    private long commit(SaveMode mode, Optional<String> condition, List<Action> actions) {
        Seq<String> partitionedBy =
                CollectionConverters.asScala(definition.partitionedBy()).toSeq();
        DeltaOperations.Operation operation = new DeltaOperations.Write(
                mode,
                Option.apply(partitionedBy),
                Option.apply(condition.orElse(null)),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
        return transaction.commit(CollectionConverters.asScala(actions).toSeq(), operation);
    }

    /**
     * Puts the rows of a partition into few files, those of neighbouring days into the same: whoever replaces a few late
     * rows writes the files of their days anew, not of the whole month. Where the definition says more of the order,
     * that comes before the days.
     */
    Dataset<Row> packed(Dataset<Row> rows) {
        Dataset<Row> rebalanced = rows.hint(
                "rebalance",
                definition.partitionedBy().stream().map(functions::col).toArray());
        Optional<String> day = definition.day();
        if (day.isEmpty()) {
            return rebalanced;
        }
        // The writer sorts by partition otherwise, and forgets the days.
        Column[] order = Stream.of(
                        definition.partitionedBy().stream().map(functions::col),
                        definition.orderOfFiles().stream().map(functions::expr),
                        day.stream().map(functions::col))
                .flatMap(columns -> columns)
                .toArray(Column[]::new);
        return rebalanced.sortWithinPartitions(order);
    }
}
