package dev.themodel.ingest;

import dev.themodel.lake.Lake;
import dev.themodel.lake.RawTables;
import dev.themodel.model.Feed;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells new versions from duplicates. A duplicate equals an accepted row in key and content; where its
 * {@code updated_at} is the default, also one that says nothing new against the key's newest version before it.
 *
 * <p>Where that newest version is disputed (several with one {@code updated_at} and other content), the row is taken:
 * one version too many changes no state, one too few might.
 */
final class Versions {

    /** A night of fewer rows is looked at in one piece and its keys are sent to where the history lies. */
    private static final long FEW = 400_000;

    private static final String IS_KNOWN = "_is_known";
    private static final List<String> IDENTITY =
            List.of(RowSchema.RECORD_KEY, Feed.UPDATED_AT, Feed.IS_DELETED, RowSchema.CONTENT_HASH);

    private final Lake lake;
    private final Feed feed;
    private final long rowCount;
    private final boolean hasDefaults;
    private final Optional<Set<LocalDate>> birthMonths;

    /**
     * @param rowCount how many rows the night brings
     * @param hasDefaults whether some of them name no {@code updated_at}
     * @param birthMonths the partitions of the raw table that they belong to; empty where that is not known
     */
    Versions(Lake lake, Feed feed, long rowCount, boolean hasDefaults, Optional<Set<LocalDate>> birthMonths) {
        this.lake = lake;
        this.feed = feed;
        this.rowCount = rowCount;
        this.hasDefaults = hasDefaults;
        this.birthMonths = feed.birthColumn().isPresent() ? birthMonths.map(Set::copyOf) : Optional.empty();
    }

    boolean areFew() {
        return rowCount < FEW;
    }

    /** Those of the night's rows that are new versions. */
    Dataset<Row> fresh(Dataset<Row> tonight) {
        return tonight.transform(rows -> withHistory(rows, history(rows))).transform(this::withoutDuplicates);
    }

    private Dataset<Row> withHistory(Dataset<Row> tonight, Dataset<Row> history) {
        Dataset<Row> known = history.withColumn(IS_KNOWN, functions.lit(true));
        Dataset<Row> all = tonight.withColumn(IS_KNOWN, functions.lit(false));
        return areFew()
                ? all.coalesce(1).unionByName(known.repartition(1), true).coalesce(1)
                : all.unionByName(known, true);
    }

    private Dataset<Row> withoutDuplicates(Dataset<Row> all) {
        Dataset<Row> marked = hasDefaults ? withRepeats(all) : all.withColumn("_is_repeat", functions.lit(false));
        WindowSpec sameVersion = Window.partitionBy(columns(IDENTITY))
                .orderBy(
                        functions.col(IS_KNOWN).desc(),
                        functions.col(RowSchema.FILE_ORDER),
                        functions.col(RowSchema.RECORD));
        return marked.withColumn("_place", functions.row_number().over(sameVersion))
                .where("NOT " + IS_KNOWN + " AND _place = 1 AND NOT _is_repeat")
                .drop(IS_KNOWN, "_place", "_is_repeat", RowSchema.FILE_ORDER);
    }

    /** Marks rows that took their {@code updated_at} from the dt and equal the key's newest version before it. */
    private static Dataset<Row> withRepeats(Dataset<Row> all) {
        WindowSpec before = Window.partitionBy(RowSchema.RECORD_KEY)
                .orderBy(functions.unix_micros(functions.col(Feed.UPDATED_AT)))
                .rangeBetween(Window.unboundedPreceding(), -1L);
        Column hash = functions.col(RowSchema.CONTENT_HASH);
        Column time = functions.col(Feed.UPDATED_AT);
        Column isDeleted = functions.col(Feed.IS_DELETED);
        Column greatest = functions.max(functions.struct(time, isDeleted, hash.as("hash")));
        Column least = functions.max(
                functions.struct(time, isDeleted, functions.bitwise_not(hash).as("hash")));
        Column equalsNewest = functions
                .col("_greatest.is_deleted")
                .equalTo(isDeleted)
                .and(functions.col("_greatest.hash").equalTo(hash))
                .and(functions.bitwise_not(functions.col("_least.hash")).equalTo(hash));
        return all.withColumn("_greatest", greatest.over(before))
                .withColumn("_least", least.over(before))
                .withColumn(
                        "_is_repeat",
                        functions.coalesce(functions.col(RowSchema.IS_DEFAULT).and(equalsNewest), functions.lit(false)))
                .drop("_greatest", "_least");
    }

    /** What the raw table holds of the night's keys, as far as it can make one of the night's rows a duplicate. */
    private Dataset<Row> history(Dataset<Row> tonight) {
        Dataset<Row> all = lake.read(feed.table());
        Dataset<Row> near = narrow(
                        birthMonths.map(months -> all.where(isBornIn(months))).orElse(all))
                .transform(rows -> ofKeys(rows, tonight));
        if (!hasDefaults || birthMonths.isEmpty() || !lake.exists(feed.table())) {
            return near;
        }
        Dataset<Row> repeated = repeatedKeys(tonight, near);
        if (repeated.isEmpty()) {
            return near;
        }
        Dataset<Row> elsewhere =
                narrow(all.where(functions.not(isBornIn(birthMonths.get())))).transform(rows -> ofKeys(rows, repeated));
        return near.unionByName(elsewhere);
    }

    /**
     * Keys of rows that may repeat an earlier version. Equal content means the same month of birth, so all such lie near;
     * whether a newer version lies in another month matters for these keys only.
     */
    private static Dataset<Row> repeatedKeys(Dataset<Row> tonight, Dataset<Row> near) {
        Dataset<Row> earlier = near.select(
                near.col(RowSchema.RECORD_KEY),
                near.col(RowSchema.CONTENT_HASH).as("_hash"),
                near.col(Feed.UPDATED_AT).as("_time"));
        return tonight.where(functions.col(RowSchema.IS_DEFAULT))
                .join(earlier, RowSchema.RECORD_KEY)
                .where(functions
                        .col(RowSchema.CONTENT_HASH)
                        .equalTo(functions.col("_hash"))
                        .and(functions.col("_time").lt(functions.col(Feed.UPDATED_AT))))
                .select(RowSchema.RECORD_KEY)
                .distinct();
    }

    private Dataset<Row> ofKeys(Dataset<Row> rows, Dataset<Row> keys) {
        Dataset<Row> wanted = keys.select(functions.col(RowSchema.RECORD_KEY).as("_key"));
        Column isWanted = rows.col(RowSchema.RECORD_KEY).equalTo(wanted.col("_key"));
        return rows.join(areFew() ? functions.broadcast(wanted) : wanted, isWanted, "left_semi");
    }

    private static Column isBornIn(Set<LocalDate> months) {
        return functions.col(RawTables.BIRTH_MONTH).isInCollection(months);
    }

    private static Dataset<Row> narrow(Dataset<Row> rows) {
        return rows.select(columns(IDENTITY))
                .withColumn(RowSchema.IS_DEFAULT, functions.lit(false))
                .withColumn(RowSchema.FILE_ORDER, functions.lit(-1))
                .withColumn(RowSchema.RECORD, functions.lit(0).cast(DataTypes.LongType));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
