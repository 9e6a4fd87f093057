package dev.themodel.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.lake.Lake;
import dev.themodel.model.Feeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which visits and visitors a night touches. Visits are by far the most rows: a night reads tonight's, the first visits
 * that their visitors have so far, and all visits of a visitor only where its first one has changed.
 */
final class VisitScope {

    private static final String MONTH = "started_month";
    private static final String DAY = "started_date";

    private final Lake lake;
    private final Dataset<Row> versions;
    private final Dataset<Row> keys;

    /**
     * The visits touched.
     *
     * @param keys the {@code key} of each touched visit
     */
    VisitScope(Lake lake, Records records, Dataset<Row> keys) {
        this.lake = lake;
        this.keys = keys.distinct().localCheckpoint(true);
        this.versions = records.versionsOf(Feeds.VISITS, this.keys).localCheckpoint(true);
    }

    /** All versions of the touched visits. */
    Dataset<Row> versions() {
        return versions;
    }

    /** Their rows as they stand: each lies on the day that one of its versions names. */
    Dataset<Row> standing() {
        Set<LocalDate> days =
                versions.select(call_function("business_date", col("started_at"))).distinct().collectAsList().stream()
                        .map(row -> row.getDate(0).toLocalDate())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<LocalDate> months =
                days.stream().map(day -> day.withDayOfMonth(1)).collect(Collectors.toCollection(TreeSet::new));
        Column onTheirDays = col(MONTH).isin(months.toArray()).and(col(DAY).isin(days.toArray()));
        return new Keys(lake)
                .rows(StarTable.FACT_VISIT.name(), onTheirDays, xxhash64(col("visit_id")), keys)
                .localCheckpoint(true);
    }

    /** The visits, as they stand, whose day has come since the star was built. */
    Dataset<Row> come(LocalDate after, LocalDate upTo) {
        List<LocalDate> months = new ArrayList<>();
        for (LocalDate month = after.withDayOfMonth(1); !month.isAfter(upTo); month = month.plusMonths(1)) {
            months.add(month);
        }
        Column hasCome = col(DAY).gt(lit(after)).and(col(DAY).leq(lit(upTo)));
        return lake.read(StarTable.FACT_VISIT.name())
                .where(col(MONTH).isin(months.toArray()))
                .where(hasCome);
    }

    /** The key of each visitor that a touched visit names or named, or one whose day has come belongs to. */
    Dataset<Row> visitors(Dataset<Row> come) {
        return versions.select(xxhash64(col("visitor_id")).as("key"))
                .union(come.select(col("visitor_key").as("key")))
                .distinct()
                .localCheckpoint(true);
    }

    /**
     * The visits among which each visitor's first one is: the one it has so far, the touched ones and those whose day
     * has come; or all, where it has none so far or the one it has is itself touched.
     *
     * @param standing the visitors' rows as they stand
     * @param rows the touched visits' rows as they should be
     * @param come the visits, as they stand, whose day has come
     */
    Dataset<Row> candidates(Dataset<Row> standing, Dataset<Row> rows, Dataset<Row> come) {
        Column isTouched = xxhash64(col("first_visit_id")).equalTo(col("key"));
        Dataset<Row> decided = standing.where(col("first_visit_id").isNotNull());
        Dataset<Row> undecided = standing.where(col("first_visit_id").isNull())
                .unionByName(decided.join(broadcast(keys), isTouched, "left_semi"))
                .localCheckpoint(true);
        Dataset<Row> firstSoFar = decided.join(broadcast(keys), isTouched, "left_anti")
                .select(
                        col("visitor_id"),
                        col("first_visit_id").as("visit_id"),
                        col("first_visit_at").as("started_at"),
                        col("first_visit_date").as("started_date"),
                        col("source"),
                        col("medium"),
                        col("campaign_id"),
                        col("content_id"),
                        col("channel"),
                        col("channel_key"));
        String[] columns = firstSoFar.columns();
        Dataset<Row> candidates =
                firstSoFar.unionByName(columns(rows, columns)).unionByName(columns(untouched(come), columns));
        if (undecided.isEmpty()) {
            return candidates;
        }
        Dataset<Row> all = new Keys(lake)
                .rows(
                        StarTable.FACT_VISIT.name(),
                        col("visitor_key"),
                        undecided.select(col("visitor_key").as("key")));
        return candidates.unionByName(columns(untouched(all), columns)).distinct();
    }

    /** Those of some rows as they stand that are to stay so. */
    private Dataset<Row> untouched(Dataset<Row> standing) {
        return standing.join(broadcast(keys), xxhash64(col("visit_id")).equalTo(col("key")), "left_anti");
    }

    private static Dataset<Row> columns(Dataset<Row> rows, String... names) {
        Column[] columns = Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
        return rows.select(columns);
    }
}
