package dev.themodel.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Who names whom, now or ever: lead and visitor, lead and survivor, opportunity and lead, meeting and opportunity, deal
 * and opportunity or lead, renewal and deal. It never runs sideways through an account or an employee.
 *
 * <p>A node is a kind, which is the name of a feed or {@link #VISITORS}, and a key, which is the hash of the id.
 */
final class Links {

    static final String VISITORS = "visitors";

    private record Link(Feed from, String column, String to) {}

    private static final List<Link> LINKS = List.of(
            new Link(Feeds.LEADS, "visitor_id", VISITORS),
            new Link(Feeds.LEADS, "merged_into_id", Feeds.LEADS.name()),
            new Link(Feeds.OPPORTUNITIES, "lead_id", Feeds.LEADS.name()),
            new Link(Feeds.MEETINGS, "opportunity_id", Feeds.OPPORTUNITIES.name()),
            new Link(Feeds.DEALS, "opportunity_id", Feeds.OPPORTUNITIES.name()),
            new Link(Feeds.DEALS, "lead_id", Feeds.LEADS.name()),
            new Link(Feeds.RENEWALS, "deal_id", Feeds.DEALS.name()));

    /** The feeds whose records are nodes. */
    static final List<Feed> FEEDS =
            List.of(Feeds.LEADS, Feeds.OPPORTUNITIES, Feeds.MEETINGS, Feeds.DEALS, Feeds.RENEWALS);

    private static final String[] NODE = {"kind", "key"};

    private final Records records;
    private final Dataset<Row> links;

    /** Reads every link. */
    Links(Records records) {
        this.records = records;
        Dataset<Row> read =
                LINKS.stream().map(this::rows).reduce(Dataset::union).orElseThrow();
        int cores = read.sparkSession().sparkContext().defaultParallelism();
        this.links = bothWays(read.coalesce(cores).localCheckpoint(true, StorageLevel.MEMORY_AND_DISK()));
    }

    /** The seeds and every node that links lead to from them, over any number of links: columns kind and key. */
    Dataset<Row> closure(Dataset<Row> seeds) {
        int cores = seeds.sparkSession().sparkContext().defaultParallelism();
        Dataset<Row> reached =
                seeds.select("kind", "key").distinct().coalesce(cores).localCheckpoint(true);
        Dataset<Row> frontier = reached;
        while (!frontier.isEmpty()) {
            frontier = links.join(broadcast(frontier), NODE)
                    .select(col("other_kind").as("kind"), col("other_key").as("key"))
                    .distinct()
                    .join(broadcast(reached), NODE, "left_anti")
                    .localCheckpoint(true);
            reached = reached.union(frontier);
        }
        return reached.coalesce(cores).localCheckpoint(true);
    }

    private static Dataset<Row> bothWays(Dataset<Row> oneWay) {
        return oneWay.union(oneWay.select(
                col("other_kind").as("kind"),
                col("other_key").as("key"),
                col("kind").as("other_kind"),
                col("key").as("other_key")));
    }

    private Dataset<Row> rows(Link link) {
        return records.versions(link.from())
                .where(col(link.column()).isNotNull())
                .select(
                        lit(link.from().name()).as("kind"),
                        col("record_key").as("key"),
                        lit(link.to()).as("other_kind"),
                        xxhash64(col(link.column())).as("other_key"));
    }
}
