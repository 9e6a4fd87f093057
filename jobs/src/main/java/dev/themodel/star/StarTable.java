package dev.themodel.star;

import dev.themodel.model.TableName;
import java.util.List;

/**
 * One table of the star: what identifies its rows and which days a change of them touches.
 *
 * @param name the table
 * @param keys the columns that identify a row
 * @param dates the business dates of a row: a mart over a period that holds one of them may change with the row
 * @param node SQL for the node of {@link Links} that a row belongs to, as one hash of kind and key; empty where the table
 *     is always built whole
 * @param settings the parts of the configuration that its rows depend on
 */
record StarTable(TableName name, List<String> keys, List<String> dates, String node, List<String> settings) {

    private static final List<String> EVENT_SETTINGS = List.of("time_zone", "channels");
    private static final List<String> RECORD_SETTINGS =
            List.of("time_zone", "base_currency", "channels", "stages", "not_counted_reasons");

    private static final List<String> LEAD_SETTINGS =
            List.of("time_zone", "base_currency", "channels", "stages", "not_counted_reasons", "attribution");

    static final StarTable DIM_DATE = dimension("dim_date", "date_key", List.of("calendar"));
    static final StarTable DIM_STAGE = dimension("dim_stage", "stage_key", List.of("stages"));
    static final StarTable DIM_DEPARTMENT = dimension("dim_department", "department_key", List.of());
    static final StarTable DIM_CHANNEL = dimension("dim_channel", "channel_key", List.of("channels"));
    static final StarTable DIM_CAMPAIGN = dimension("dim_campaign", "campaign_key", List.of());
    static final StarTable DIM_CONTENT = dimension("dim_content", "content_key", List.of());
    static final StarTable DIM_PRODUCT = dimension("dim_product", "product_key", List.of("base_currency"));
    static final StarTable DIM_ACCOUNT = dimension("dim_account", "account_key", List.of());
    static final StarTable DIM_EMPLOYEE = dimension("dim_employee", "employee_key", List.of());
    static final StarTable DIM_REASON = dimension("dim_reason", "reason_key", List.of());
    static final StarTable DIM_VISITOR =
            new StarTable(star("dim_visitor"), List.of("visitor_key"), List.of("first_visit_date"), "", EVENT_SETTINGS);
    static final StarTable FACT_VISIT =
            new StarTable(star("fact_visit"), List.of("visit_id"), List.of("started_date"), "", EVENT_SETTINGS);
    static final StarTable FACT_LEAD = new StarTable(
            star("fact_lead"),
            List.of("lead_id"),
            List.of("created_date", "entered_date"),
            node("leads", "lead_id"),
            LEAD_SETTINGS);
    static final StarTable FACT_OPPORTUNITY = new StarTable(
            star("fact_opportunity"),
            List.of("opportunity_id"),
            List.of("created_date", "first_meeting_date", "closed_date"),
            node("opportunities", "opportunity_id"),
            RECORD_SETTINGS);
    static final StarTable FACT_MEETING = new StarTable(
            star("fact_meeting"),
            List.of("meeting_id"),
            List.of("scheduled_date", "held_date"),
            node("meetings", "meeting_id"),
            RECORD_SETTINGS);
    static final StarTable FACT_DEAL = new StarTable(
            star("fact_deal"), List.of("deal_id"), List.of("signed_date"), node("deals", "deal_id"), RECORD_SETTINGS);
    static final StarTable FACT_RENEWAL = new StarTable(
            star("fact_renewal"),
            List.of("renewal_id"),
            List.of("due_date", "decided_date"),
            node("renewals", "renewal_id"),
            RECORD_SETTINGS);
    static final StarTable FACT_CONTRACT = new StarTable(
            star("fact_contract"),
            List.of("deal_id", "starts_on"),
            List.of("starts_on", "ends_on"),
            node("deals", "deal_id"),
            // What a contract is worth does not follow from where its customer came from: no channels.
            List.of("time_zone", "base_currency", "stages", "not_counted_reasons"));
    static final StarTable STAGE_ENTRY = new StarTable(
            star("stage_entry"),
            List.of("stage", "unit_id"),
            List.of("entered_date"),
            unitNode("stage"),
            RECORD_SETTINGS);
    static final StarTable DELIVERY = new StarTable(
            star("delivery"), List.of("edge", "unit_id"), List.of("delivered_date"), unitNode("edge"), RECORD_SETTINGS);
    static final StarTable LEAD_TOUCH = new StarTable(
            star("lead_touch"),
            List.of("lead_id", "basis", "touch_number"),
            List.of("entered_date"),
            node("leads", "lead_id"),
            LEAD_SETTINGS);

    static final StarTable LEAD_CYCLE = new StarTable(
            star("lead_cycle"),
            List.of("lead_id", "began_at"),
            List.of("began_date"),
            node("leads", "lead_id"),
            List.of("time_zone", "stages", "not_counted_reasons"));

    static final StarTable VISITOR_ACTIVITY = aggregate(
            "visitor_activity",
            List.of("period_kind", "period_start", "segment_type", "segment"),
            List.of("time_zone", "channels", "calendar", "periods"));
    static final StarTable VISITOR_COHORT = aggregate(
            "visitor_cohort",
            List.of("entered_date", "source", "channel", "campaign_id", "content_id", "next_date", "days_to_next"),
            RECORD_SETTINGS);

    StarTable {
        keys = List.copyOf(keys);
        dates = List.copyOf(dates);
        settings = List.copyOf(settings);
    }

    private static StarTable dimension(String table, String key, List<String> settings) {
        return new StarTable(star(table), List.of(key), List.of(), "", settings);
    }

    /** See {@link Aggregates}. */
    private static StarTable aggregate(String table, List<String> keys, List<String> settings) {
        return new StarTable(star(table), keys, List.of(), "", settings);
    }

    private static String node(String kind, String id) {
        return "xxhash64('" + kind + "', xxhash64(" + id + "))";
    }

    /** Of a table of units, by the column that names their stage. */
    private static String unitNode(String stage) {
        return "xxhash64(CASE " + stage + " WHEN 'visitor' THEN 'visitors' WHEN 'lead' THEN 'leads'"
                + " WHEN 'deal' THEN 'deals' WHEN 'renewal' THEN 'renewals' ELSE 'opportunities' END, xxhash64(unit_id))";
    }

    private static TableName star(String table) {
        return TableName.of("star", table);
    }
}
