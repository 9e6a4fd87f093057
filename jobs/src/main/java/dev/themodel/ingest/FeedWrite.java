package dev.themodel.ingest;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.Feed;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Brings the rows of one feed's new files into its raw table, in one commit. */
final class FeedWrite {

    private final Lake lake;
    private final Feed feed;
    private final List<TakenFile> files;
    private final List<SnapshotDrops> drops;
    private final Settings settings;
    private final EmailHash emailHash;
    private final Column night;
    private final Column ingestId;

    FeedWrite(
            Lake lake,
            Feed feed,
            List<TakenFile> files,
            List<SnapshotDrops> drops,
            Settings settings,
            EmailHash emailHash,
            LocalDate night,
            long ingestId) {
        this.lake = lake;
        this.feed = feed;
        this.files = files;
        this.drops = List.copyOf(drops);
        this.settings = settings;
        this.emailHash = emailHash;
        this.night = functions.lit(night);
        this.ingestId = functions.lit(ingestId);
    }

    /**
     * What was written.
     *
     * @param write of the raw table
     * @param held by the id of a file taken again, how many of its rows the raw table already held by its earlier taking
     */
    record Written(TableWrite write, Map<String, Long> held) {}

    Written write() {
        long begin = System.nanoTime();
        long rowCount = files.stream().mapToLong(TakenFile::fitting).sum();
        boolean hasDefaults = files.stream().anyMatch(file -> file.defaulted() > 0);
        Set<LocalDate> months = files.stream()
                .flatMap(file -> file.birthMonths().stream())
                .map(LocalDate::ofEpochDay)
                .collect(Collectors.toSet());
        boolean isSnapshot = !drops.isEmpty();
        Versions versions =
                new Versions(lake, feed, rowCount, hasDefaults, isSnapshot ? Optional.empty() : Optional.of(months));
        Dataset<Row> all = withDeletions(RowSchema.typed(carried(), feed));
        // As rows: Spark's cache would encode each column of what is read twice.
        Dataset<Row> tonight = versions.areFew() ? all.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK()) : all;
        Dataset<Row> fresh = versions.fresh(tonight);
        Map<String, Long> held = held(tonight);
        long version =
                lake.append(feed.table(), fresh.withColumn("night", night).withColumn("ingest_id", ingestId));
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Written(
                new TableWrite(feed.table(), TableWrite.APPENDED, version, rowCount, -1, seconds, "", Set.of()), held);
    }

    private Dataset<Row> withDeletions(Dataset<Row> rows) {
        Dataset<Row> all = rows;
        for (SnapshotDrops source : drops) {
            all = new Snapshots(lake, feed, settings).complete(all, keysOfRejected(), source);
        }
        return all;
    }

    private Dataset<Row> keysOfRejected() {
        return files.stream()
                .flatMap(file -> file.selected().stream()
                        .map(rows -> rows.keysOfRejected(file.task().fileId())))
                .reduce((some, more) -> some.unionByName(more))
                .orElseGet(() -> RowSchema.typed(
                                lake.spark().createDataFrame(List.<Row>of(), RowSchema.carried(feed)), feed)
                        .select(RowSchema.RECORD_KEY, RowSchema.FILE_ORDER));
    }

    private Dataset<Row> carried() {
        Dataset<Row> rows = TextFiles.rows(
                lake.spark(),
                files.stream().filter(TakenFile::isPlainText).toList(),
                Yields.fitting(emailHash),
                RowSchema.carried(feed));
        for (TakenFile file : files) {
            if (file.selected().isPresent()) {
                rows = rows.unionByName(
                        file.selected().get().fitting(file.task().fileId()));
            }
        }
        return rows;
    }

    /** Rows of files taken again that their earlier taking has brought: they are accepted ones, not duplicates. */
    private Map<String, Long> held(Dataset<Row> tonight) {
        Map<String, String> idNow = new LinkedHashMap<>();
        files.forEach(file ->
                file.replaced().forEach(id -> idNow.putIfAbsent(id, file.task().fileId())));
        Map<String, Long> held = new HashMap<>();
        if (!idNow.isEmpty() && lake.exists(feed.table())) {
            List<String> identity = List.of(
                    RowSchema.FILE_ID, RowSchema.RECORD_KEY, Feed.UPDATED_AT, Feed.IS_DELETED, RowSchema.CONTENT_HASH);
            Column[] columns = identity.stream().map(functions::col).toArray(Column[]::new);
            Column[] ids = idNow.entrySet().stream()
                    .flatMap(id -> Stream.of(functions.lit(id.getKey()), functions.lit(id.getValue())))
                    .toArray(Column[]::new);
            Column fileId = functions.col(RowSchema.FILE_ID);
            Dataset<Row> earlier = lake.read(feed.table())
                    .where(fileId.isInCollection(idNow.keySet()))
                    .withColumn(RowSchema.FILE_ID, functions.map(ids).getItem(fileId))
                    .select(columns);
            tonight.select(columns)
                    .intersect(earlier)
                    .groupBy(RowSchema.FILE_ID)
                    .count()
                    .collectAsList()
                    .forEach(row -> held.put(row.getString(0), row.getLong(1)));
        }
        return held;
    }
}
