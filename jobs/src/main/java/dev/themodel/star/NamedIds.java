package dev.themodel.star;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which columns of which feeds name a dimension's ids: an id that is named has a row, described or not. */
enum NamedIds {
    ACCOUNT(
            StarTable.DIM_ACCOUNT,
            Feeds.ACCOUNTS,
            "account_id",
            Map.of(
                    Feeds.LEADS, List.of("account_id"),
                    Feeds.OPPORTUNITIES, List.of("account_id"),
                    Feeds.DEALS, List.of("account_id"),
                    Feeds.RENEWALS, List.of("account_id"),
                    Feeds.ACTIVITIES, List.of("account_id"),
                    Feeds.FEEDBACK, List.of("account_id"),
                    Feeds.ACCOUNTS, List.of("account_id", "parent_account_id", "merged_into_id"))),
    EMPLOYEE(
            StarTable.DIM_EMPLOYEE,
            Feeds.EMPLOYEES,
            "employee_id",
            Map.of(
                    Feeds.LEADS, List.of("owner_id"),
                    Feeds.OPPORTUNITIES, List.of("owner_id", "field_owner_id"),
                    Feeds.MEETINGS, List.of("rep_id"),
                    Feeds.DEALS, List.of("rep_id", "csm_id"),
                    Feeds.RENEWALS, List.of("owner_id"),
                    Feeds.ACTIVITIES, List.of("employee_id"),
                    Feeds.STAGE_CHANGES, List.of("owner_id"),
                    Feeds.EMPLOYEES, List.of("employee_id", "manager_id"))),
    CAMPAIGN(
            StarTable.DIM_CAMPAIGN,
            Feeds.CAMPAIGNS,
            "campaign_id",
            Map.of(
                    Feeds.VISITS, List.of("campaign_id"),
                    Feeds.LEADS, List.of("campaign_id"),
                    Feeds.OPPORTUNITIES, List.of("campaign_id"),
                    Feeds.ACTIVITIES, List.of("campaign_id"),
                    Feeds.FEEDBACK, List.of("campaign_id"),
                    Feeds.SPEND, List.of("campaign_id"),
                    Feeds.CAMPAIGNS, List.of("campaign_id"))),
    CONTENT(
            StarTable.DIM_CONTENT,
            Feeds.CONTENTS,
            "content_id",
            Map.of(
                    Feeds.VISITS, List.of("content_id"),
                    Feeds.LEADS, List.of("content_id"),
                    Feeds.OPPORTUNITIES, List.of("content_id"),
                    Feeds.ACTIVITIES, List.of("content_id"),
                    Feeds.CONTENTS, List.of("content_id"))),
    PRODUCT(
            StarTable.DIM_PRODUCT,
            Feeds.PRODUCTS,
            "product_id",
            Map.of(
                    Feeds.OPPORTUNITIES, List.of("product_id"),
                    Feeds.DEALS, List.of("product_id"),
                    Feeds.PRODUCTS, List.of("product_id")));

    private final StarTable table;
    private final Feed feed;
    private final String id;
    private final Map<Feed, List<String>> columns;

    NamedIds(StarTable table, Feed feed, String id, Map<Feed, List<String>> columns) {
        this.table = table;
        this.feed = feed;
        this.id = id;
        this.columns = columns;
    }

    StarTable table() {
        return table;
    }

    /** The feed that describes what is named. */
    Feed feed() {
        return feed;
    }

    /** The dimension's column of the ids. */
    String id() {
        return id;
    }

    /**
     * All ids that are named, each feed read once: one row per {@code dimension} and {@code id}, with {@code
     * is_described}, whether a version of the feed that describes the dimension names it.
     *
     * @param rows the accepted versions of a feed to look at
     */
    static Dataset<Row> all(Function<Feed, Dataset<Row>> rows) {
        return Feeds.all().stream()
                .map(feed -> Map.entry(
                        feed,
                        Arrays.stream(values()).flatMap(ids -> ids.named(feed)).toList()))
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> rows.apply(entry.getKey())
                        .select(inline(array(entry.getValue().toArray(Column[]::new)))))
                .reduce(Dataset::union)
                .orElseThrow()
                .where(col("id").isNotNull())
                .groupBy("dimension", "id")
                .agg(max("is_described").as("is_described"));
    }

    private Stream<Column> named(Feed by) {
        return columns.getOrDefault(by, List.of()).stream()
                .map(column -> struct(
                        lit(name()).as("dimension"),
                        col(column).as("id"),
                        lit(by.equals(feed)).as("is_described")));
    }

    /** Those of all named ids that are this dimension's, in its own column. */
    Dataset<Row> of(Dataset<Row> named) {
        return named.where(col("dimension").equalTo(name())).select(col("id").as(id));
    }

    /** The ids that have a row, like those that are named. */
    Dataset<Row> known(Dataset<Row> standing) {
        return standing.where(col(id).isNotNull())
                .select(lit(name()).as("dimension"), col(id).as("id"))
                .distinct();
    }
}
