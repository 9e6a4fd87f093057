package dev.themodel.star;

import static org.apache.spark.sql.functions.col;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which columns of which feeds name a dimension's ids: an id that is named has a row, described or not. */
enum NamedIds {
    ACCOUNT(Map.of(
            Feeds.LEADS, List.of("account_id"),
            Feeds.OPPORTUNITIES, List.of("account_id"),
            Feeds.DEALS, List.of("account_id"),
            Feeds.RENEWALS, List.of("account_id"),
            Feeds.ACTIVITIES, List.of("account_id"),
            Feeds.FEEDBACK, List.of("account_id"),
            Feeds.ACCOUNTS, List.of("account_id", "parent_account_id", "merged_into_id"))),
    EMPLOYEE(Map.of(
            Feeds.LEADS, List.of("owner_id"),
            Feeds.OPPORTUNITIES, List.of("owner_id", "field_owner_id"),
            Feeds.MEETINGS, List.of("rep_id"),
            Feeds.DEALS, List.of("rep_id", "csm_id"),
            Feeds.RENEWALS, List.of("owner_id"),
            Feeds.ACTIVITIES, List.of("employee_id"),
            Feeds.STAGE_CHANGES, List.of("owner_id"),
            Feeds.EMPLOYEES, List.of("employee_id", "manager_id"))),
    CAMPAIGN(Map.of(
            Feeds.VISITS, List.of("campaign_id"),
            Feeds.LEADS, List.of("campaign_id"),
            Feeds.OPPORTUNITIES, List.of("campaign_id"),
            Feeds.ACTIVITIES, List.of("campaign_id"),
            Feeds.FEEDBACK, List.of("campaign_id"),
            Feeds.SPEND, List.of("campaign_id"),
            Feeds.CAMPAIGNS, List.of("campaign_id"))),
    CONTENT(Map.of(
            Feeds.VISITS, List.of("content_id"),
            Feeds.LEADS, List.of("content_id"),
            Feeds.OPPORTUNITIES, List.of("content_id"),
            Feeds.ACTIVITIES, List.of("content_id"),
            Feeds.CONTENTS, List.of("content_id"))),
    PRODUCT(Map.of(
            Feeds.OPPORTUNITIES, List.of("product_id"),
            Feeds.DEALS, List.of("product_id"),
            Feeds.PRODUCTS, List.of("product_id")));

    private final Map<Feed, List<String>> columns;

    NamedIds(Map<Feed, List<String>> columns) {
        this.columns = columns;
    }

    /**
     * The distinct ids, in a column of the given name.
     *
     * @param id the name of the result's column
     * @param rows the accepted versions of a feed to look at
     */
    Dataset<Row> in(String id, Function<Feed, Dataset<Row>> rows) {
        return columns.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(column ->
                                rows.apply(entry.getKey()).select(col(column).as(id))))
                .reduce(Dataset::union)
                .orElseThrow()
                .where(col(id).isNotNull())
                .distinct();
    }
}
