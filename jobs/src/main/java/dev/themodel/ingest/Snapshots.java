package dev.themodel.ingest;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.model.Feed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Adds to a night's rows what snapshots say by silence: a deletion for each key that a drop lacks. A deletion carries the
 * attributes of the key's last version, is the record 0 of its drop, and is not older than that version; so it wins. A
 * key that comes back with an old {@code updated_at} is given one after its deletion, so that it wins in turn.
 */
final class Snapshots {

    private static final String STAGE = "_stage";
    private static final String IS_END = "_is_end";
    private static final String VERSION = "_version";
    private static final String GONE_BY_SILENCE = "is_deleted AND record = 0";

    private final Lake lake;
    private final Feed feed;
    private final Settings settings;

    Snapshots(Lake lake, Feed feed, Settings settings) {
        this.lake = lake;
        this.feed = feed;
        this.settings = settings;
    }

    /**
     * The rows with those of the deletions.
     *
     * @param rows of the feed, as {@link RowSchema#typed} has them
     * @param keysOfRejected {@code record_key} and {@code file_order} of rows that are there but did not fit
     */
    Dataset<Row> complete(Dataset<Row> rows, Dataset<Row> keysOfRejected, SnapshotDrops drops) {
        Dataset<Row> places = functions.broadcast(lake.spark().createDataFrame(drops.places(), SnapshotDrops.PLACES));
        Dataset<Row> own = placed(rows, places);
        Dataset<Row> unfit = placed(keysOfRejected, places).where(IS_END).select(RowSchema.RECORD_KEY, STAGE);
        Dataset<Row> inEnd =
                own.where(IS_END).select(RowSchema.RECORD_KEY, STAGE).unionByName(unfit);
        Dataset<Row> before = lastVersions(ofMapping(drops));
        Dataset<Row> notGone = before.where(functions.not(functions.expr(GONE_BY_SILENCE)));
        Dataset<Row> standing = standing(
                notGone.withColumn(STAGE, functions.lit(0)).unionByName(own.drop(IS_END, "_is_late", "_order"), true),
                unfit);
        Dataset<Row> ends = functions.broadcast(lake.spark().createDataFrame(drops.ends(settings), SnapshotDrops.ENDS));
        Dataset<Row> deletions = deletions(standing, inEnd, ends);
        Dataset<Row> late = lateDeletions(own, notGone, drops);
        Dataset<Row> rest =
                rows.where(functions.not(functions.col(RowSchema.FILE_ORDER).isInCollection(drops.orders())));
        return rest.unionByName(revived(own, before, deletions))
                .unionByName(deletions.drop("_end"))
                .unionByName(late);
    }

    private static Dataset<Row> placed(Dataset<Row> rows, Dataset<Row> places) {
        return rows.join(places, rows.col(RowSchema.FILE_ORDER).equalTo(places.col("_order")));
    }

    /** Versions of the keys that the mapping has ever brought, whoever brought the versions. */
    private Dataset<Row> ofMapping(SnapshotDrops drops) {
        Dataset<Row> all = lake.read(feed.table()).drop("night", "ingest_id");
        Dataset<Row> keys = all.where(functions.col(RowSchema.FILE_ID).isInCollection(drops.earlierFiles()))
                .select(functions.col(RowSchema.RECORD_KEY).as("_key"))
                .distinct();
        return all.join(keys, all.col(RowSchema.RECORD_KEY).equalTo(keys.col("_key")), "left_semi")
                .withColumn(RowSchema.FILE_ORDER, functions.lit(-1));
    }

    /** For each key the version that wins. */
    private Dataset<Row> lastVersions(Dataset<Row> versions) {
        return versions.groupBy(RowSchema.RECORD_KEY)
                .agg(functions.max(version(versions)).as(VERSION))
                .select(VERSION + ".*");
    }

    /** A row as a whole, the greater the later it is in the order in which versions win; NULL is least. */
    private Column version(Dataset<Row> rows) {
        Set<String> columns = new LinkedHashSet<>(List.of(Feed.UPDATED_AT, Feed.IS_DELETED));
        feed.contentColumns().forEach(column -> columns.add(column.keptName()));
        columns.addAll(List.of(rows.columns()));
        return functions.struct(columns.stream().map(functions::col).toArray(Column[]::new));
    }

    /**
     * For each key and stage the version that stands at the stage's end, unless it is a deletion. Where a row did not fit,
     * that is the one of the stage before: the record is there, and nobody knows what it has become.
     */
    private Dataset<Row> standing(Dataset<Row> versions, Dataset<Row> unfit) {
        WindowSpec byStage = Window.partitionBy(RowSchema.RECORD_KEY).orderBy(STAGE);
        WindowSpec withoutGap =
                Window.partitionBy(RowSchema.RECORD_KEY, "_stages").orderBy(STAGE);
        return versions.select(
                        functions.col(RowSchema.RECORD_KEY),
                        functions.col(STAGE),
                        version(versions).as(VERSION))
                .unionByName(unfit, true)
                .groupBy(RowSchema.RECORD_KEY, STAGE)
                .agg(functions.max(VERSION).as(VERSION))
                .withColumn(
                        "_stages",
                        functions.col(STAGE).minus(functions.row_number().over(byStage)))
                .select(
                        functions.col(STAGE).as("_stands_in"),
                        functions.max(VERSION).over(withoutGap).as(VERSION))
                .where("NOT " + VERSION + ".is_deleted")
                .select(functions.col(VERSION + ".*"), functions.col("_stands_in"))
                .drop(STAGE);
    }

    /** A deletion at the end of a stage for each key that stood before and is not in the drop that ends it. */
    private Dataset<Row> deletions(Dataset<Row> standing, Dataset<Row> inEnd, Dataset<Row> ends) {
        Dataset<Row> ended =
                standing.join(ends, standing.col("_stands_in").plus(1).equalTo(ends.col("_end")));
        Dataset<Row> there = inEnd.select(
                functions.col(RowSchema.RECORD_KEY).as("_key"),
                functions.col(STAGE).as("_present_end"));
        Column isThere = ended.col(RowSchema.RECORD_KEY)
                .equalTo(there.col("_key"))
                .and(ended.col("_end").equalTo(there.col("_present_end")));
        return ended.join(there, isThere, "left_anti")
                .transform(gone -> asDeletions(gone, functions.timestamp_micros(functions.col("_start"))))
                .withColumn(RowSchema.FILE_ID, functions.col("_file_id"))
                .withColumn(RowSchema.FILE_ORDER, functions.col("_file_order"))
                .drop("_start", "_file_id", "_file_order", "_stands_in");
    }

    /** Keys that only drops older than the newest one have, or that were gone by its time, are gone since the newest one. */
    private Dataset<Row> lateDeletions(Dataset<Row> own, Dataset<Row> notGone, SnapshotDrops drops) {
        long start = drops.startOfNewestBefore(settings).orElse(0L);
        Dataset<Row> known = notGone.select(functions.col(RowSchema.RECORD_KEY).as("_key"));
        Dataset<Row> late = own.where(drops.ends(settings).isEmpty() ? "_is_late AND NOT is_deleted" : "false")
                .drop(IS_END, "_is_late", "_order");
        return lastVersions(late.join(known, late.col(RowSchema.RECORD_KEY).equalTo(known.col("_key")), "left_anti"))
                .transform(gone -> asDeletions(gone, functions.timestamp_micros(functions.lit(start))))
                .drop(STAGE);
    }

    private static Dataset<Row> asDeletions(Dataset<Row> lastVersions, Column time) {
        return lastVersions
                .withColumn(Feed.UPDATED_AT, functions.greatest(time, functions.col(Feed.UPDATED_AT)))
                .withColumn(Feed.IS_DELETED, functions.lit(true))
                .withColumn(RowSchema.IS_DEFAULT, functions.lit(false))
                .withColumn(RowSchema.RECORD, functions.lit(0).cast(DataTypes.LongType));
    }

    /** The mapping's rows; where one is older than a deletion that a drop before its own made, it is moved after it. */
    private Dataset<Row> revived(Dataset<Row> own, Dataset<Row> before, Dataset<Row> deletions) {
        Dataset<Row> earlier = before.where(GONE_BY_SILENCE)
                .select(
                        functions.col(RowSchema.RECORD_KEY).as("_key"),
                        functions.lit(0).as("_end"),
                        functions.col(Feed.UPDATED_AT).as("_gone_at"));
        Dataset<Row> gone = deletions
                .select(
                        functions.col(RowSchema.RECORD_KEY).as("_key"),
                        functions.col("_end"),
                        functions.col(Feed.UPDATED_AT).as("_gone_at"))
                .unionByName(earlier);
        Column isBefore = own.col(RowSchema.RECORD_KEY)
                .equalTo(gone.col("_key"))
                .and(own.col(STAGE)
                        .gt(gone.col("_end"))
                        .or(gone.col("_end").equalTo(0).and(functions.not(functions.col("_is_late")))));
        Column[] identity = {functions.col(RowSchema.FILE_ORDER), functions.col(RowSchema.RECORD)};
        Dataset<Row> latest = own.join(gone, isBefore)
                .where(functions.col("_gone_at").geq(functions.col(Feed.UPDATED_AT)))
                .groupBy(identity)
                .agg(functions.max("_gone_at").as("_gone_at"))
                .withColumnRenamed(RowSchema.FILE_ORDER, "_row_order")
                .withColumnRenamed(RowSchema.RECORD, "_row_record");
        Column isSame = own.col(RowSchema.FILE_ORDER)
                .equalTo(latest.col("_row_order"))
                .and(own.col(RowSchema.RECORD).equalTo(latest.col("_row_record")));
        Column isRevived = functions.col("_gone_at").isNotNull();
        Column after = functions.timestamp_micros(
                functions.unix_micros(functions.col("_gone_at")).plus(1));
        return own.join(latest, isSame, "left")
                .withColumn(
                        RowSchema.IS_DEFAULT,
                        functions.col(RowSchema.IS_DEFAULT).and(functions.not(isRevived)))
                .withColumn(Feed.UPDATED_AT, functions.when(isRevived, after).otherwise(functions.col(Feed.UPDATED_AT)))
                .drop(STAGE, IS_END, "_is_late", "_order", "_gone_at", "_row_order", "_row_record");
    }
}
