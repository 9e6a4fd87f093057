package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.themodel.lake.Beside;
import dev.themodel.lake.Lake;
import dev.themodel.lake.SideBySide;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What facts look up by id and time: campaigns, accounts, employees, survivors of merged accounts, exchange rates. Shows
 * them to the queries and, where a night has new versions of them, finds the ids that now look up something else.
 */
final class Lookups {

    private static final Map<Feed, List<String>> NAME_CAMPAIGN =
            Map.of(Feeds.LEADS, List.of("campaign_id"), Feeds.OPPORTUNITIES, List.of("campaign_id"));
    private static final Map<Feed, List<String>> NAME_ACCOUNT = Map.of(
            Feeds.LEADS, List.of("account_id"),
            Feeds.OPPORTUNITIES, List.of("account_id"),
            Feeds.DEALS, List.of("account_id"),
            Feeds.RENEWALS, List.of("account_id"));
    private static final Map<Feed, List<String>> NAME_EMPLOYEE = Map.of(
            Feeds.LEADS, List.of("owner_id"),
            Feeds.OPPORTUNITIES, List.of("owner_id", "field_owner_id"),
            Feeds.MEETINGS, List.of("rep_id"),
            Feeds.DEALS, List.of("rep_id", "csm_id"),
            Feeds.RENEWALS, List.of("owner_id"));
    private static final Map<Feed, List<String>> NAME_CURRENCY = Map.of(
            Feeds.OPPORTUNITIES, List.of("currency"),
            Feeds.DEALS, List.of("currency"),
            Feeds.RENEWALS, List.of("currency"));

    /** The feeds that say what is looked up. */
    private static final List<Feed> DESCRIBING =
            List.of(Feeds.CAMPAIGNS, Feeds.ACCOUNTS, Feeds.EMPLOYEES, Feeds.EXCHANGE_RATES);

    private final boolean isWhole;
    private final Lake lake;
    private final StarSession session;
    private final Records records;
    private final Dimensions dimensions;
    private final Map<StarTable, Dataset<Row>> rows = new ConcurrentHashMap<>();

    /** By the kind of lookup, the rows of ids and instants before a night. */
    private final Map<String, Dataset<Row>> before = new LinkedHashMap<>();

    /**
     * The lookups of a build.
     *
     * @param isWhole whether all rows are made anew, so that nothing has to be compared
     */
    Lookups(boolean isWhole, Lake lake, StarSession session, Records records, Dimensions dimensions) {
        this.isWhole = isWhole;
        this.lake = lake;
        this.session = session;
        this.records = records;
        this.dimensions = dimensions;
    }

    /** The dimensions that may differ from those that stand, with their rows as they should be. */
    Map<StarTable, Dataset<Row>> dimensionRows() {
        return Map.copyOf(rows);
    }

    /** Shows the lookups as they should be, and remembers those of before where a night may change them. */
    void show() {
        Set<StarTable> differing;
        try (Beside beside = new Beside()) {
            Supplier<Set<StarTable>> mayDiffer =
                    beside.begin(() -> isWhole ? Set.copyOf(Star.all()) : dimensions.mayDiffer());
            if (!isWhole && DESCRIBING.stream().anyMatch(records::hasNewVersions)) {
                remember();
            }
            differing = mayDiffer.get();
        }
        SideBySide.run(List.of(
                () -> campaignsAndChannels(differing),
                () -> asItShouldBe(StarTable.DIM_CONTENT, dimensions::contents, differing),
                () -> asItShouldBe(StarTable.DIM_PRODUCT, dimensions::products, differing),
                () -> asItShouldBe(StarTable.DIM_ACCOUNT, dimensions::accounts, differing),
                () -> asItShouldBe(StarTable.DIM_EMPLOYEE, dimensions::employees, differing),
                () -> asItShouldBe(StarTable.DIM_REASON, dimensions::reasons, differing)));
        showSteps(false);
    }

    /** Channels differ only where campaigns do. */
    private Dataset<Row> campaignsAndChannels(Set<StarTable> differing) {
        Dataset<Row> campaigns = asItShouldBe(StarTable.DIM_CAMPAIGN, dimensions::campaigns, differing);
        return differing.contains(StarTable.DIM_CAMPAIGN)
                ? kept(StarTable.DIM_CHANNEL, dimensions.channels(campaigns))
                : standing(StarTable.DIM_CHANNEL);
    }

    /** The rows of a dimension: computed where they may differ from those that stand. */
    private Dataset<Row> asItShouldBe(StarTable table, Supplier<Dataset<Row>> computed, Set<StarTable> differing) {
        return differing.contains(table) ? kept(table, computed.get()) : standing(table);
    }

    private Dataset<Row> kept(StarTable table, Dataset<Row> computed) {
        Dataset<Row> kept = session.keep(table.name().table(), computed);
        rows.put(table, kept);
        return kept;
    }

    private Dataset<Row> standing(StarTable table) {
        Dataset<Row> standing = lake.read(table.name());
        session.show(table.name().table(), standing);
        return standing;
    }

    private void remember() {
        for (StarTable table : List.of(StarTable.DIM_CAMPAIGN, StarTable.DIM_ACCOUNT, StarTable.DIM_EMPLOYEE)) {
            session.show(table.name().table(), lake.read(table.name()));
        }
        showSteps(true);
        for (String lookup : List.of("campaign_names", "account_at", "employee_at", "rate_at", "account_survivors")) {
            before.put(lookup, lake.spark().table(lookup));
        }
    }

    /** Adds the records that look up something else than before. */
    void seed(Seeds seeds) {
        if (records.hasNewVersions(Feeds.CAMPAIGNS)) {
            seeds.lookups(changedCampaigns(), NAME_CAMPAIGN);
        }
        if (records.hasNewVersions(Feeds.ACCOUNTS)) {
            Dataset<Row> accounts = changed("account_at", "account_id", "from_at", "account_key", "industry", "region");
            seeds.lookups(whenever(accounts.union(mergedInto(accounts))), NAME_ACCOUNT);
            seeds.lookups(changed("account_survivors", "account_id", null, "survivor_id"), NAME_ACCOUNT);
        }
        if (records.hasNewVersions(Feeds.EMPLOYEES)) {
            Dataset<Row> employees = changed("employee_at", "employee_id", "from_at", "employee_key", "team");
            seeds.lookups(employees, NAME_EMPLOYEE);
            seeds.meetingsOfFieldOwners(employees);
        }
        if (records.hasNewVersions(Feeds.EXCHANGE_RATES)) {
            seeds.lookups(changed("rate_at", "currency", "from_date", "rate"), NAME_CURRENCY);
        }
    }

    /** The key of each visit with a new version, or whose campaign now says something else. */
    Dataset<Row> touchedVisits() {
        Dataset<Row> keys =
                records.newVersions(Feeds.VISITS).select(col("record_key").as("key"));
        if (!records.hasNewVersions(Feeds.CAMPAIGNS)) {
            return keys;
        }
        Dataset<Row> ofChangedCampaigns = records.versions(Feeds.VISITS)
                .join(changedCampaigns(), col("campaign_id").equalTo(col("id")), "left_semi")
                .select(col("record_key").as("key"));
        return keys.union(ofChangedCampaigns);
    }

    private Dataset<Row> changedCampaigns() {
        return changed("campaign_names", "campaign_id", null, "name", "channel");
    }

    /** The same changes for the accounts merged into those that changed: records name them still. */
    private Dataset<Row> mergedInto(Dataset<Row> changes) {
        return lake.spark()
                .table("account_survivors")
                .join(changes, col("survivor_id").equalTo(col("id")))
                .select(col("account_id").as("id"), col("changed_from"));
    }

    /**
     * The same changes for records of any time: what inherits the id may enter long after the record that names it. Only
     * for ids that few records name.
     */
    private static Dataset<Row> whenever(Dataset<Row> changes) {
        return changes.withColumn("changed_from", lit("1900-01-01").cast("timestamp"));
    }

    private void showSteps(boolean asBefore) {
        Dataset<Row> accounts = asBefore ? records.oldVersions(Feeds.ACCOUNTS) : records.versions(Feeds.ACCOUNTS);
        Dataset<Row> rates =
                asBefore ? records.oldVersions(Feeds.EXCHANGE_RATES) : records.versions(Feeds.EXCHANGE_RATES);
        session.show("latest_exchange_rates", Versions.latest(Feeds.EXCHANGE_RATES, rates));
        List<Callable<Dataset<Row>>> steps = new ArrayList<>();
        for (String step : List.of("campaign_names", "account_at", "employee_at", "rate_at")) {
            steps.add(() -> session.keep(step, session.query("steps/" + step + ".sql")));
        }
        steps.add(() -> session.keep(
                "account_survivors", Survivors.of(Versions.latest(Feeds.ACCOUNTS, accounts), "account_id")));
        SideBySide.run(steps);
    }

    /**
     * One row per id that looks up other values than before: {@code id}, and {@code changed_from}, the first instant at
     * which it does.
     */
    private Dataset<Row> changed(String lookup, String id, String from, String... values) {
        Column start = from == null ? lit("1900-01-01") : col(from);
        List<Column> columns = new ArrayList<>(
                List.of(col(id).as("id"), start.cast("timestamp").as("changed_from")));
        for (String value : values) {
            columns.add(col(value));
        }
        Dataset<Row> now = lake.spark().table(lookup).select(columns.toArray(Column[]::new));
        Dataset<Row> then = before.get(lookup).select(columns.toArray(Column[]::new));
        return now.except(then)
                .union(then.except(now))
                .groupBy("id")
                .agg(min("changed_from").as("changed_from"))
                .localCheckpoint(true);
    }
}
