package dev.themodel.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.config.Settings;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of the dimensions; -1 unknown and -2 not applicable are in each. */
final class Dimensions {

    private static final SlowlyChangingDimension ACCOUNTS = new SlowlyChangingDimension(
            Feeds.ACCOUNTS, "account", List.of("industry", "region", "country", "employee_count"));
    private static final SlowlyChangingDimension EMPLOYEES =
            new SlowlyChangingDimension(Feeds.EMPLOYEES, "employee", List.of("department", "team", "manager_id"));

    private final SparkSession spark;
    private final String baseCurrency;
    private final StaticDimensions fixed;
    private final Function<Feed, Dataset<Row>> versions;
    private final Function<Feed, Dataset<Row>> naming;
    private final Function<StarTable, Dataset<Row>> standing;

    /**
     * The dimensions of a star.
     *
     * @param versions every version of a feed's records
     * @param naming the versions whose ids and reasons are not in the standing rows yet
     * @param standing the rows of a dimension as they stand
     */
    Dimensions(
            SparkSession spark,
            Settings settings,
            Function<Feed, Dataset<Row>> versions,
            Function<Feed, Dataset<Row>> naming,
            Function<StarTable, Dataset<Row>> standing) {
        this.spark = spark;
        this.baseCurrency = settings.baseCurrency();
        this.fixed = new StaticDimensions(spark, settings);
        this.versions = versions;
        this.naming = naming;
        this.standing = standing;
    }

    Dataset<Row> dates() {
        return fixed.dates();
    }

    Dataset<Row> stages() {
        return withSpecialRows("stage", fixed.stages());
    }

    Dataset<Row> departments() {
        return withSpecialRows("department", fixed.departments());
    }

    /** The channels that rules and campaigns name. */
    Dataset<Row> channels(Dataset<Row> campaigns) {
        return withSpecialRows("channel", fixed.channels(campaigns));
    }

    Dataset<Row> campaigns() {
        return asLastKnown(Feeds.CAMPAIGNS, "campaign", NamedIds.CAMPAIGN, StarTable.DIM_CAMPAIGN);
    }

    Dataset<Row> contents() {
        return asLastKnown(Feeds.CONTENTS, "content", NamedIds.CONTENT, StarTable.DIM_CONTENT);
    }

    /** A record that names no currency means the base currency; an inferred row means nothing. */
    Dataset<Row> products() {
        return asLastKnown(Feeds.PRODUCTS, "product", NamedIds.PRODUCT, StarTable.DIM_PRODUCT)
                .withColumn("currency", when(not(col("is_inferred")), coalesce(col("currency"), lit(baseCurrency))));
    }

    Dataset<Row> accounts() {
        return slowlyChanging(ACCOUNTS, NamedIds.ACCOUNT, StarTable.DIM_ACCOUNT);
    }

    Dataset<Row> employees() {
        return slowlyChanging(EMPLOYEES, NamedIds.EMPLOYEE, StarTable.DIM_EMPLOYEE);
    }

    /** The reasons that a version ever gave. */
    Dataset<Row> reasons() {
        Dataset<Row> known = standing.apply(StarTable.DIM_REASON)
                .where(col("reason_kind").isNotNull())
                .select("reason_kind", "reason", "reason_key");
        return withSpecialRows("reason", Reasons.in(naming).unionByName(known).distinct());
    }

    /** The visitors that a query over all visits found. */
    Dataset<Row> visitors(Dataset<Row> visitors) {
        return withSpecialRows("visitor", visitors);
    }

    boolean hasNewCampaigns() {
        return isNew(Feeds.CAMPAIGNS, "campaign_id", NamedIds.CAMPAIGN, StarTable.DIM_CAMPAIGN);
    }

    boolean hasNewContents() {
        return isNew(Feeds.CONTENTS, "content_id", NamedIds.CONTENT, StarTable.DIM_CONTENT);
    }

    boolean hasNewProducts() {
        return isNew(Feeds.PRODUCTS, "product_id", NamedIds.PRODUCT, StarTable.DIM_PRODUCT);
    }

    boolean hasNewAccounts() {
        return isNew(Feeds.ACCOUNTS, "account_id", NamedIds.ACCOUNT, StarTable.DIM_ACCOUNT);
    }

    boolean hasNewEmployees() {
        return isNew(Feeds.EMPLOYEES, "employee_id", NamedIds.EMPLOYEE, StarTable.DIM_EMPLOYEE);
    }

    boolean hasNewReasons() {
        return !Reasons.in(naming)
                .select("reason_key")
                .except(standing.apply(StarTable.DIM_REASON).select("reason_key"))
                .isEmpty();
    }

    /** Whether the feed that describes the dimension has new versions, or any record names an id for the first time. */
    private boolean isNew(Feed feed, String id, NamedIds named, StarTable table) {
        return !naming.apply(feed).isEmpty()
                || !named.in(id, naming)
                        .except(standing.apply(table).select(id))
                        .isEmpty();
    }

    private Dataset<Row> slowlyChanging(SlowlyChangingDimension dimension, NamedIds named, StarTable table) {
        Dataset<Row> rows = dimension.rows(versions.apply(dimension.feed()), allNamed(dimension.id(), named, table));
        return withSpecialRows(dimension.name(), rows);
    }

    private Dataset<Row> asLastKnown(Feed feed, String name, NamedIds named, StarTable table) {
        String id = name + "_id";
        Dataset<Row> described =
                Versions.lastDescribed(feed, versions.apply(feed)).withColumn("is_inferred", lit(false));
        Dataset<Row> inferred = allNamed(id, named, table)
                .join(described.select(id), new String[] {id}, "left_anti")
                .withColumn("is_inferred", lit(true));
        return withSpecialRows(
                name, described.unionByName(inferred, true).withColumn(name + "_key", xxhash64(col(id))));
    }

    private Dataset<Row> allNamed(String id, NamedIds named, StarTable table) {
        Dataset<Row> known =
                standing.apply(table).where(col(id).isNotNull()).select(id).distinct();
        return named.in(id, naming).union(known).distinct();
    }

    private Dataset<Row> withSpecialRows(String name, Dataset<Row> rows) {
        return rows.unionByName(specialRows(name), true);
    }

    private Dataset<Row> specialRows(String name) {
        return spark.range(-2, 0, 1, 1).select(col("id").as(name + "_key"));
    }
}
