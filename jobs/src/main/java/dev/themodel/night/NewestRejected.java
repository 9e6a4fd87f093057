package dev.themodel.night;

import dev.themodel.lake.Lake;
import dev.themodel.mart.CheckResult;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Names the records whose newest version was rejected: what is served of them is older than what the source says, or
 * nothing at all. A record is out of it again once a version as new as the rejected one, or newer, is accepted.
 */
final class NewestRejected {

    private static final TableName REJECTED = TableName.of("raw", "rejected");
    private static final String KEY = "key";
    private static final int SAMPLES = 5;

    private final Function<TableName, Dataset<Row>> tables;

    private NewestRejected(Function<TableName, Dataset<Row>> tables) {
        this.tables = tables;
    }

    /** Looks at what was rejected since the last publication; costs nothing where nothing was. */
    static CheckResult ofNight(NightContext context) {
        boolean isWritten = context.unpublishedWrites().stream()
                .anyMatch(write -> write.table().equals(REJECTED));
        return isWritten
                ? since(context.lake(), context.state().publishedIngestId())
                : result(0, List.of(), CheckResult.TOUCHED);
    }

    /** Looks at what ingests after one have rejected. */
    static CheckResult since(Lake lake, long ingestId) {
        NewestRejected check = new NewestRejected(lake::read);
        return check.run(functions.col("ingest_id").gt(ingestId), CheckResult.TOUCHED);
    }

    /**
     * Looks at everything that was ever rejected.
     *
     * @param tables the rows of a raw table
     */
    static CheckResult everything(Function<TableName, Dataset<Row>> tables) {
        return new NewestRejected(tables).run(functions.lit(true), CheckResult.ALL);
    }

    private CheckResult run(Column which, String scope) {
        Dataset<Row> all = tables.apply(REJECTED);
        if (!Arrays.asList(all.columns()).contains(KEY)) {
            // Written before rejected rows named their record.
            return result(0, List.of(), scope);
        }
        Dataset<Row> rejected = all.where(which).where(functions.col(KEY).isNotNull());
        List<Row> feeds = rejected.groupBy("feed")
                .agg(functions.unix_micros(functions.min(Feed.UPDATED_AT)))
                .orderBy("feed")
                .collectAsList();
        if (feeds.isEmpty()) {
            return result(0, List.of(), scope);
        }
        Dataset<Row> named = feeds.stream()
                .map(feed -> ofFeed(Feeds.of(feed.getString(0)), rejected, feed.getLong(1)))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        long count = named.count();
        List<String> samples = count == 0
                ? List.of()
                : named.orderBy("feed", KEY).limit(SAMPLES).toJSON().collectAsList();
        return result(count, samples, scope);
    }

    /**
     * The records of a feed of which no accepted version is as new as the newest rejected one.
     *
     * @param earliest when the oldest of the rejected versions was made, in microseconds since 1970: only accepted ones
     *     from then on can be newer
     */
    private Dataset<Row> ofFeed(Feed feed, Dataset<Row> rejected, long earliest) {
        Column row = functions.struct("column", "reason", "path", "record");
        Dataset<Row> newest = rejected.where(functions.col("feed").equalTo(feed.name()))
                .groupBy("feed", KEY)
                .agg(
                        functions.max(Feed.UPDATED_AT).as(Feed.UPDATED_AT),
                        functions
                                .max(functions.struct(functions.col(Feed.UPDATED_AT), row.as("row")))
                                .as("newest"))
                .selectExpr("feed", KEY, Feed.UPDATED_AT, "newest.row.*");
        Dataset<Row> accepted = tables.apply(feed.table())
                .where(functions.col(Feed.UPDATED_AT).geq(functions.timestamp_micros(functions.lit(earliest))));
        Column isNewer = accepted.col(Feed.UPDATED_AT).geq(functions.col("_rejected_at"));
        for (int i = 0; i < feed.keys().size(); i++) {
            Column known = accepted.col(feed.keys().get(i));
            Column named = functions.col("_rejected_key").getItem(i);
            isNewer = isNewer.and(known.equalTo(
                    named.cast(accepted.schema().apply(feed.keys().get(i)).dataType())));
        }
        Dataset<Row> asked = newest.select(
                functions.col(KEY).as("_rejected_key"),
                functions.col(Feed.UPDATED_AT).as("_rejected_at"));
        Dataset<Row> replaced = accepted.join(functions.broadcast(asked), isNewer)
                .select("_rejected_key")
                .distinct();
        return newest.join(replaced, newest.col(KEY).equalTo(replaced.col("_rejected_key")), "left_anti");
    }

    private static CheckResult result(long offenders, List<String> samples, String scope) {
        return new CheckResult(
                "newest_rejected",
                REJECTED,
                CheckResult.WARNING,
                offenders,
                samples,
                "The newest version of these records was rejected: what is served of them is older, or nothing."
                        + " raw.rejected says which value does not fit; correct it and deliver the record again.",
                scope);
    }
}
