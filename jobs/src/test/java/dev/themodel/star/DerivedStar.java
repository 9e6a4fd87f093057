package dev.themodel.star;

import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the star works out of its other tables, of the rows of a test, by its own queries. */
public final class DerivedStar {

    /** The tables that follow from facts and versions of records alone. */
    public static final List<Derived> TABLES = List.of(
            new Derived(
                    StarTable.DELIVERY.name(),
                    List.of(
                            StarTable.FACT_LEAD.name(),
                            StarTable.FACT_OPPORTUNITY.name(),
                            StarTable.FACT_DEAL.name(),
                            StarTable.STAGE_ENTRY.name(),
                            Feeds.LEADS.table(),
                            Feeds.OPPORTUNITIES.table(),
                            Feeds.DEALS.table()),
                    "delivered_date",
                    DerivedStar::deliveries),
            new Derived(
                    StarTable.LEAD_TOUCH.name(),
                    List.of(
                            StarTable.FACT_LEAD.name(),
                            StarTable.FACT_OPPORTUNITY.name(),
                            StarTable.FACT_VISIT.name(),
                            Feeds.ACTIVITIES.table()),
                    "entered_date",
                    DerivedStar::leadTouches),
            new Derived(
                    StarTable.LEAD_CYCLE.name(),
                    List.of(StarTable.FACT_LEAD.name(), Feeds.LEADS.table(), Feeds.ACTIVITIES.table()),
                    "began_date",
                    DerivedStar::leadCycles));

    /** Works out a table of those that it reads. */
    public interface Derivation {
        Dataset<Row> rows(Lake lake, Settings settings, LocalDate asOf, Function<TableName, Dataset<Row>> read);
    }

    /**
     * One such table.
     *
     * @param reads what it is worked out of
     * @param date the column of the day that a changed row touches
     */
    public record Derived(TableName table, List<TableName> reads, String date, Derivation derivation) {}

    private DerivedStar() {}

    /** {@code star.visitor_activity} of the lake's {@code star.fact_visit}. */
    public static Dataset<Row> visitorActivity(Lake lake, Settings settings, LocalDate asOf) {
        return new VisitorActivity(lake, settings, new StarSession(lake, settings, asOf), asOf).all();
    }

    /** {@code star.visitor_cohort} of rows of {@code star.stage_entry}. */
    public static Dataset<Row> visitorCohort(Lake lake, Settings settings, LocalDate asOf, Dataset<Row> entries) {
        StarSession session = new StarSession(lake, settings, asOf);
        session.show("counted_entries", entries.withColumn(Aggregates.SIGN, lit(1L)));
        return session.query("visitor_cohort/query.sql");
    }

    /** {@code star.delivery} of facts, entries and versions of records. */
    private static Dataset<Row> deliveries(
            Lake lake, Settings settings, LocalDate asOf, Function<TableName, Dataset<Row>> read) {
        StarSession session = new StarSession(lake, settings, asOf);
        showUnits(session, read);
        session.show("deal_unit", living(read.apply(StarTable.FACT_DEAL.name())));
        session.show("next_unit", nextUnits(read.apply(StarTable.STAGE_ENTRY.name())));
        List.of(Feeds.LEADS, Feeds.OPPORTUNITIES, Feeds.DEALS)
                .forEach(feed -> session.show(
                        "instants_of_" + feed.name(), Versions.latestAtEachInstant(feed, read.apply(feed.table()))));
        return session.query("delivery/query.sql");
    }

    /** {@code star.lead_touch} of facts and activities. */
    private static Dataset<Row> leadTouches(
            Lake lake, Settings settings, LocalDate asOf, Function<TableName, Dataset<Row>> read) {
        StarSession session = new StarSession(lake, settings, asOf);
        showUnits(session, read);
        session.show(
                "visitors_of_lead",
                read.apply(StarTable.FACT_LEAD.name())
                        .select(expr("lead_id"), explode(expr("visitor_ids")).as("visitor_id")));
        session.show("visits_of_visitors", read.apply(StarTable.FACT_VISIT.name()));
        showActivities(session, read);
        return session.query("lead_touch/query.sql");
    }

    /** {@code star.lead_cycle} of facts, versions of leads and activities. */
    private static Dataset<Row> leadCycles(
            Lake lake, Settings settings, LocalDate asOf, Function<TableName, Dataset<Row>> read) {
        StarSession session = new StarSession(lake, settings, asOf);
        session.show("lead_unit", read.apply(StarTable.FACT_LEAD.name()));
        session.show("instants_of_leads", Versions.latestAtEachInstant(Feeds.LEADS, read.apply(Feeds.LEADS.table())));
        showActivities(session, read);
        return session.query("lead_cycle/query.sql");
    }

    private static void showActivities(StarSession session, Function<TableName, Dataset<Row>> read) {
        session.show(
                "lead_survivors",
                read.apply(StarTable.FACT_LEAD.name())
                        .select(explode(expr("merged_lead_ids")).as("merged_id"), expr("lead_id AS survivor_id"))
                        .withColumnRenamed("merged_id", "lead_id"));
        session.show("latest_activities", Versions.latest(Feeds.ACTIVITIES, read.apply(Feeds.ACTIVITIES.table())));
    }

    private static void showUnits(StarSession session, Function<TableName, Dataset<Row>> read) {
        session.show("lead_unit", read.apply(StarTable.FACT_LEAD.name()));
        session.show("opportunity_unit", living(read.apply(StarTable.FACT_OPPORTUNITY.name())));
        session.show("first_opportunity", session.query("steps/first_opportunity.sql"));
    }

    /** A fact's rows as those of its unit's step, which has deleted records, too. */
    private static Dataset<Row> living(Dataset<Row> fact) {
        return fact.withColumn("is_deleted", lit(false));
    }

    private static Dataset<Row> nextUnits(Dataset<Row> entries) {
        return entries.where("upstream_id IS NOT NULL")
                .selectExpr(
                        "CASE stage WHEN 'opportunity' THEN 'lead' WHEN 'meeting' THEN 'opportunity' WHEN 'deal' THEN 'meeting'"
                                + " WHEN 'renewal' THEN 'deal' ELSE 'visitor' END AS stage",
                        "upstream_id",
                        "struct(entered_at, unit_id, entered_date) AS entry")
                .groupBy("stage", "upstream_id")
                .agg(expr("min(entry) AS next"));
    }
}
