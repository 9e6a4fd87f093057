package dev.themodel.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.config.Settings;
import dev.themodel.lake.SideBySide;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
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
    private Dataset<Row> named;

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
        return asLastKnown("campaign", NamedIds.CAMPAIGN);
    }

    Dataset<Row> contents() {
        return asLastKnown("content", NamedIds.CONTENT);
    }

    /** A record that names no currency means the base currency; an inferred row means nothing. */
    Dataset<Row> products() {
        return asLastKnown("product", NamedIds.PRODUCT)
                .withColumn("currency", when(not(col("is_inferred")), coalesce(col("currency"), lit(baseCurrency))));
    }

    Dataset<Row> accounts() {
        return slowlyChanging(ACCOUNTS, NamedIds.ACCOUNT);
    }

    Dataset<Row> employees() {
        return slowlyChanging(EMPLOYEES, NamedIds.EMPLOYEE);
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

    /**
     * The dimensions whose rows may differ from those that stand: the feed that describes one has new versions, or a
     * record names an id or a reason for the first time.
     */
    Set<StarTable> mayDiffer() {
        List<Callable<Set<StarTable>>> questions = List.of(this::differingByIds, this::differingByReasons);
        return SideBySide.run(questions).stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private Set<StarTable> differingByIds() {
        Dataset<Row> known = Arrays.stream(NamedIds.values())
                .map(ids -> ids.known(standing.apply(ids.table())))
                .reduce(Dataset::union)
                .orElseThrow()
                .withColumn("is_known", lit(true));
        return named()
                .join(known, new String[] {"dimension", "id"}, "left_outer")
                .where(col("is_described").or(col("is_known").isNull()))
                .select("dimension")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .map(name -> NamedIds.valueOf(name).table())
                .collect(Collectors.toSet());
    }

    private Set<StarTable> differingByReasons() {
        boolean isNone = Reasons.in(naming)
                .select("reason_key")
                .except(standing.apply(StarTable.DIM_REASON).select("reason_key"))
                .isEmpty();
        return isNone ? Set.of() : Set.of(StarTable.DIM_REASON);
    }

    /** The ids that the versions to look at name, read once for all dimensions. */
    private synchronized Dataset<Row> named() {
        if (named == null) {
            named = NamedIds.all(naming).localCheckpoint(true);
        }
        return named;
    }

    private Dataset<Row> slowlyChanging(SlowlyChangingDimension dimension, NamedIds ids) {
        return withSpecialRows(dimension.name(), dimension.rows(versions.apply(dimension.feed()), allNamed(ids)));
    }

    private Dataset<Row> asLastKnown(String name, NamedIds ids) {
        Dataset<Row> described =
                Versions.lastDescribed(ids.feed(), versions.apply(ids.feed())).withColumn("is_inferred", lit(false));
        Dataset<Row> inferred = allNamed(ids)
                .join(described.select(ids.id()), new String[] {ids.id()}, "left_anti")
                .withColumn("is_inferred", lit(true));
        return withSpecialRows(
                name, described.unionByName(inferred, true).withColumn(name + "_key", xxhash64(col(ids.id()))));
    }

    private Dataset<Row> allNamed(NamedIds ids) {
        Dataset<Row> known = ids.of(ids.known(standing.apply(ids.table())));
        return ids.of(named()).union(known).distinct();
    }

    private Dataset<Row> withSpecialRows(String name, Dataset<Row> rows) {
        return rows.unionByName(specialRows(name), true);
    }

    private Dataset<Row> specialRows(String name) {
        return spark.range(-2, 0, 1, 1).select(col("id").as(name + "_key"));
    }
}
