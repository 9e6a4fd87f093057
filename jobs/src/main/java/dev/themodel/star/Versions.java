package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which of a record's versions wins: the greatest, by what the contract compares, whatever order they came in. */
final class Versions {

    private static final Set<String> DECIDED_BY_WINNER = Set.of(Feed.UPDATED_AT, Feed.IS_DELETED, "merged_into_id");

    private Versions() {}

    /** One row per record: its winning version, deleted or not. */
    static Dataset<Row> latest(Feed feed, Dataset<Row> versions) {
        return greatest(feed, versions, feed.keys());
    }

    /**
     * One row per record as last described: a deletion takes a record out and describes nothing, so that what happened
     * before keeps the attributes of the version before it. What the winning version alone decides is that one's: whether
     * the record is deleted, since when, and what it was merged into.
     */
    static Dataset<Row> lastDescribed(Feed feed, Dataset<Row> versions) {
        List<String> compared = comparedColumns(feed);
        List<Column> livingFirst = new ArrayList<>(List.of(not(col(Feed.IS_DELETED))));
        livingFirst.addAll(List.of(columns(compared)));
        Column[] columns = compared.stream()
                .map(name -> col((DECIDED_BY_WINNER.contains(name) ? "version." : "description.") + name))
                .toArray(Column[]::new);
        return latestAtEachInstant(feed, versions)
                .groupBy(columns(feed.keys()))
                .agg(
                        max(struct(columns(compared))).as("version"),
                        max(struct(livingFirst.toArray(Column[]::new))).as("description"))
                .select(columns);
    }

    /** One row per record and instant: the version that holds from then on, deleted or not. */
    static Dataset<Row> latestAtEachInstant(Feed feed, Dataset<Row> versions) {
        List<String> grain = new ArrayList<>(feed.keys());
        grain.add(Feed.UPDATED_AT);
        return greatest(feed, versions, grain);
    }

    private static Dataset<Row> greatest(Feed feed, Dataset<Row> versions, List<String> grain) {
        return versions.groupBy(columns(grain))
                .agg(max(struct(columns(comparedColumns(feed)))).as("version"))
                .select("version.*");
    }

    /** The later instant, then a deletion, then the greatest content; a hash of personal data decides nothing. */
    private static List<String> comparedColumns(Feed feed) {
        List<String> names = new ArrayList<>(List.of(Feed.UPDATED_AT, Feed.IS_DELETED));
        feed.contentColumns().stream().map(FeedColumn::name).forEach(names::add);
        feed.keptColumns().stream()
                .filter(FeedColumn::isPersonal)
                .map(FeedColumn::keptName)
                .forEach(names::add);
        return names;
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }
}
