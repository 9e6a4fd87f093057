package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The kinds of reasons that {@code dim_reason} holds, and where each is given. */
enum Reasons {
    DISQUALIFIED("disqualified", Feeds.LEADS, "disqualified_reason"),
    RECYCLED("recycled", Feeds.LEADS, "recycled_reason"),
    REJECTED("rejected", Feeds.OPPORTUNITIES, "rejected_reason"),
    LOST("lost", Feeds.OPPORTUNITIES, "lost_reason"),
    CHURNED("churned", Feeds.RENEWALS, "churn_reason");

    private final String kind;
    private final Feed feed;
    private final String column;

    Reasons(String kind, Feed feed, String column) {
        this.kind = kind;
        this.feed = feed;
        this.column = column;
    }

    /** One row per kind and reason that a version ever gave. */
    static Dataset<Row> in(Function<Feed, Dataset<Row>> rows) {
        return Arrays.stream(values())
                .map(reasons -> rows.apply(reasons.feed)
                        .where(col(reasons.column).isNotNull())
                        .select(
                                lit(reasons.kind).as("reason_kind"),
                                col(reasons.column).as("reason")))
                .reduce(Dataset::union)
                .orElseThrow()
                .distinct()
                .withColumn("reason_key", xxhash64(col("reason_kind"), col("reason")));
    }
}
