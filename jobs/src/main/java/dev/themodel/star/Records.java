package dev.themodel.star;

import static org.apache.spark.sql.functions.col;

import dev.themodel.lake.Lake;
import dev.themodel.model.Feed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The accepted versions of records, as raw keeps them. */
final class Records {

    private final Lake lake;
    private final long consumed;
    private final Map<Feed, Boolean> isNew = new ConcurrentHashMap<>();

    /**
     * The records of a lake.
     *
     * @param consumed the ingest up to which the star as it stands has taken versions in
     */
    Records(Lake lake, long consumed) {
        this.lake = lake;
        this.consumed = consumed;
    }

    /** Every version of every record. */
    Dataset<Row> versions(Feed feed) {
        return lake.read(feed.table());
    }

    /** The versions that are new to the star. */
    Dataset<Row> newVersions(Feed feed) {
        return versions(feed).where(col("ingest_id").gt(consumed));
    }

    /** The versions that the star has taken in already. */
    Dataset<Row> oldVersions(Feed feed) {
        return versions(feed).where(col("ingest_id").leq(consumed));
    }

    /** Whether any version of a feed is new to the star. */
    boolean hasNewVersions(Feed feed) {
        return isNew.computeIfAbsent(
                feed, any -> !newVersions(feed).select("ingest_id").isEmpty());
    }

    /** Every version of some records. */
    Dataset<Row> versionsOf(Feed feed, Dataset<Row> keys) {
        return new Keys(lake).rows(feed.table(), col("record_key"), keys);
    }
}
