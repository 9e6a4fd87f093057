package dev.themodel.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.model.ColumnType;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The records that a night has touched by themselves: new versions, dates that have come, and what they look up. The
 * rows derived from them, and from what is linked to them, are to be computed again.
 */
final class Seeds {

    private final Records records;
    private final List<Dataset<Row>> nodes = new ArrayList<>();

    Seeds(Records records) {
        this.records = records;
    }

    /** All seeds: columns kind and key. */
    Dataset<Row> all() {
        return nodes.stream().reduce(Dataset::union).orElseThrow();
    }

    /** Records with new versions, and the leads that new activities name or named. */
    Seeds newVersions() {
        for (Feed feed : Links.FEEDS) {
            if (records.hasNewVersions(feed)) {
                add(
                        feed.name(),
                        records.newVersions(feed).select(col("record_key").as("key")));
            }
        }
        if (records.hasNewVersions(Feeds.ACTIVITIES)) {
            Dataset<Row> touched = records.newVersions(Feeds.ACTIVITIES)
                    .select(col("record_key").as("key"))
                    .distinct();
            add(
                    Feeds.LEADS.name(),
                    records.versionsOf(Feeds.ACTIVITIES, touched)
                            .where(col("lead_id").isNotNull())
                            .select(xxhash64(col("lead_id")).as("key")));
        }
        return this;
    }

    /**
     * Records one of whose instants, that of a version included, lies in the days that the clock has stepped over: they
     * count from now on.
     */
    Seeds clock(LocalDate after, LocalDate upTo) {
        for (Feed feed : Links.FEEDS) {
            Column hasCome = feed.columns().stream()
                    .filter(Seeds::isTime)
                    .map(time -> businessDate(time)
                            .gt(lit(after))
                            .and(businessDate(time).leq(lit(upTo))))
                    .reduce(Column::or)
                    .orElse(lit(false));
            add(
                    feed.name(),
                    records.oldVersions(feed)
                            .where(hasCome)
                            .select(col("record_key").as("key")));
        }
        return this;
    }

    /** Visitors with a visit that came, went, changed, or whose day has come: one column {@code key}. */
    Seeds visitors(Dataset<Row> touched) {
        add(Links.VISITORS, touched.select("key"));
        return this;
    }

    /**
     * Records that name an id whose looked-up values have changed from an instant on, and that have an instant of
     * their own from then on.
     *
     * @param changes columns {@code id} and {@code changed_from} (a TIMESTAMP)
     * @param columns by feed, the columns that name such an id
     */
    Seeds lookups(Dataset<Row> changes, Map<Feed, List<String>> columns) {
        columns.forEach((feed, names) -> names.forEach(name -> {
            Column isTouched =
                    col(name).equalTo(col("id")).and(latestInstantOrNever(feed).geq(col("changed_from")));
            add(
                    feed.name(),
                    records.versions(feed)
                            .join(broadcast(changes), isTouched, "left_semi")
                            .select(col("record_key").as("key")));
        }));
        return this;
    }

    /**
     * Meetings from an instant on whose opportunity names an employee with changed values as its field owner: they are
     * his by the day they were held, however old the opportunity is.
     *
     * @param changes columns {@code id} and {@code changed_from} (a TIMESTAMP)
     */
    Seeds meetingsOfFieldOwners(Dataset<Row> changes) {
        Dataset<Row> owned = records.versions(Feeds.OPPORTUNITIES)
                .join(broadcast(changes), col("field_owner_id").equalTo(col("id")))
                .select(col("opportunity_id").as("owned_id"), col("changed_from"))
                .distinct();
        Column isLater = col("opportunity_id")
                .equalTo(col("owned_id"))
                .and(latestInstantOrNever(Feeds.MEETINGS).geq(col("changed_from")));
        add(
                Feeds.MEETINGS.name(),
                records.versions(Feeds.MEETINGS)
                        .join(owned, isLater, "left_semi")
                        .select(col("record_key").as("key")));
        return this;
    }

    private void add(String kind, Dataset<Row> keys) {
        nodes.add(keys.select(lit(kind).as("kind"), col("key")));
    }

    /** The latest instant a record names; the end of time where it names none. */
    private static Column latestInstantOrNever(Feed feed) {
        return functions.coalesce(latestInstant(feed), lit("9999-12-31").cast("timestamp"));
    }

    private static Column latestInstant(Feed feed) {
        List<Column> instants = times(feed).stream()
                .map(time ->
                        functions.date_add(col(time.name()).cast("date"), 2).cast("timestamp"))
                .toList();
        return instants.size() == 1 ? instants.get(0) : greatest(instants.toArray(Column[]::new));
    }

    private static List<FeedColumn> times(Feed feed) {
        return feed.columns().stream()
                .filter(Seeds::isTime)
                .filter(column -> !column.name().equals(Feed.UPDATED_AT))
                .toList();
    }

    private static boolean isTime(FeedColumn column) {
        return column.type() == ColumnType.TIMESTAMP || column.type() == ColumnType.DATE;
    }

    private static Column businessDate(FeedColumn time) {
        return time.type() == ColumnType.DATE
                ? col(time.name())
                : functions.call_function("business_date", col(time.name()));
    }
}
