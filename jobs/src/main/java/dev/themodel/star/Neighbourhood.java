package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.lake.Lake;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The records that changed and all that are linked to them.
 *
 * @param nodes closed under links: columns kind and key, as in {@link Links}
 * @param changedVisits what of {@code fact_visit} has changed, written or not
 * @param changedVisitors the same of {@code dim_visitor}
 */
record Neighbourhood(
        Lake lake, Records records, Dataset<Row> nodes, Difference changedVisits, Difference changedVisitors)
        implements Scope {

    @Override
    public Dataset<Row> versions(Feed feed) {
        Dataset<Row> keys = feed.equals(Feeds.ACTIVITIES) ? activitiesOfLeads() : keys(feed.name());
        return records.versionsOf(feed, keys).localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public Dataset<Row> visitors() {
        return changedVisitors
                .written(lake, col("visitor_key"), keys(Links.VISITORS))
                .where("first_visit_id IS NOT NULL")
                .localCheckpoint(true);
    }

    @Override
    public Dataset<Row> visitsOf(Dataset<Row> leadVisitors) {
        Dataset<Row> keys =
                leadVisitors.select(xxhash64(col("visitor_id")).as("key")).distinct();
        return changedVisits
                .written(lake, col("visitor_key"), keys)
                .select("visitor_id", "visit_id", "started_at", "channel", "campaign_id", "content_id")
                .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public Dataset<Row> standing(StarTable table) {
        Dataset<Row> keys = nodes.select(xxhash64(col("kind"), col("key")).as("key"));
        Column node = functions.expr(table.node());
        Dataset<Row> rows = new Keys(lake).rows(table.name(), node, keys);
        // Rows that went are asked for once more: of a large table that would be two more reads.
        return Keys.isSmall(lake, table.name()) ? rows : rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
    }

    /** An activity may have named another lead before: it is in scope with all its versions. */
    private Dataset<Row> activitiesOfLeads() {
        Column namesLead = xxhash64(col("lead_id")).equalTo(col("key"));
        return records.versions(Feeds.ACTIVITIES)
                .join(functions.broadcast(keys(Feeds.LEADS.name())), namesLead, "left_semi")
                .select(col("record_key").as("key"))
                .distinct();
    }

    private Dataset<Row> keys(String kind) {
        return nodes.where(col("kind").equalTo(kind)).select("key");
    }
}
