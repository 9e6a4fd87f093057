package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mappings through whole nights: what an export says of a day is what the funnel says of it, night by night. */
@Tag("long")
class SourceNightsTest {

    /** 2026-07-01 10:00:00 UTC, 19:00 in Tokyo, in seconds; and ten minutes before, and half past nine after, Tokyo's midnight. */
    private static final long EVENING = 1_782_900_000L;

    private static final long NIGHT = EVENING + 4 * 3600 + 50 * 60;
    private static final long MORNING = EVENING + 14 * 3600 + 30 * 60;

    @TempDir
    Path folder;

    private Path landing;
    private Path warehouse;

    @BeforeEach
    void makeLanding() throws IOException {
        landing = Files.createDirectories(folder.resolve("landing"));
        warehouse = folder.resolve("warehouse");
    }

    @Test
    void ga4AndSalesforce() throws IOException {
        String lead =
                "00Q1,2026-07-01 01:00:00,2026-07-01 12:00:00,TRUE,0061,0011,FALSE,\n00Q2,2026-07-01 02:00:00,2026-07-01"
                        + " 12:00:00,FALSE,,,TRUE,00Q1\n00Q3,2026-07-01 03:00:00,2026-07-01 12:00:00,FALSE,,,FALSE,";
        String evening = event("p1", EVENING, 0, "google", "cpc");
        String beforeMidnight = event("p2", NIGHT, 0, "", "");
        String afterMidnight = event("p2", NIGHT, 900, "news", "email");
        String morning = event("p3", MORNING, 0, "", "");

        lands("ga4/dt=2026-07-02/events_20260701.json", evening, beforeMidnight);
        lands("salesforce/dt=2026-07-02/lead.csv", LEADS, lead);
        lands("salesforce/dt=2026-07-02/opportunity.csv", OPPORTUNITIES, opportunity("01", "false", "false"));
        lands(
                "salesforce/dt=2026-07-02/account.csv",
                "id,_fivetran_synced,name,industry",
                "0011,2026-07-01 00:00:00,Acme,IT");
        lands(
                "salesforce/dt=2026-07-02/user.csv",
                "id,_fivetran_synced,name,user_role_id",
                "005A,2026-07-01 00:00:00,Ada,00E1");
        lands("salesforce/dt=2026-07-02/user_role.csv", "id,name", "00E1,East");
        night("2026-07-02");
        assertThat(july())
                .containsExactly(
                        "1 visitor 2 active 2",
                        "2 lead 2 of which from 0",
                        "3 opportunity 1 of which from 1",
                        "4 meeting 0 of which from 0",
                        "5 deal 0 of which from 0 worth 0.00",
                        "6 renewal 0 of which from 0");

        lands("ga4/dt=2026-07-03/events_20260701.json", evening, event("p1", EVENING, 90, "", ""), beforeMidnight);
        lands("ga4/dt=2026-07-03/events_20260702.json", afterMidnight, morning);
        lands("salesforce/dt=2026-07-03/lead.csv", LEADS, lead);
        lands("salesforce/dt=2026-07-03/opportunity.csv", OPPORTUNITIES, opportunity("03", "true", "true"));
        lands(
                "salesforce/dt=2026-07-03/event.csv",
                "id,_fivetran_synced,what_id,owner_id,start_date_time,is_child,is_deleted",
                "00U1,2026-07-02 06:00:00,0061,005A,2026-07-02 05:00:00,FALSE,FALSE");
        night("2026-07-03");
        assertThat(july())
                .containsExactly(
                        "1 visitor 3 active 3",
                        "2 lead 2 of which from 0",
                        "3 opportunity 1 of which from 1",
                        "4 meeting 1 of which from 1",
                        "5 deal 1 of which from 1 worth 1200.50",
                        "6 renewal 0 of which from 0");

        // A visitor of the first day whose events came late, and one who came back; the won opportunity is open again.
        lands(
                "ga4/dt=2026-07-04/events_20260701.json",
                evening,
                event("p1", EVENING, 90, "", ""),
                event("p1", EVENING, 95, "", ""),
                event("p4", EVENING + 60, 0, "", ""),
                beforeMidnight);
        lands("ga4/dt=2026-07-04/events_20260702.json", afterMidnight, morning);
        lands("ga4/dt=2026-07-04/events_20260703.json", event("p1", MORNING + 86_400, 0, "", ""));
        lands("salesforce/dt=2026-07-04/lead.csv", LEADS, lead);
        lands("salesforce/dt=2026-07-04/opportunity.csv", OPPORTUNITIES, opportunity("04", "false", "false"));
        night("2026-07-04");
        assertThat(july())
                .containsExactly(
                        "1 visitor 4 active 4",
                        "2 lead 2 of which from 0",
                        "3 opportunity 1 of which from 1",
                        "4 meeting 1 of which from 1",
                        "5 deal 0 of which from 0 worth 0.00",
                        "6 renewal 0 of which from 0");
        assertThat(rows(
                        "star.fact_visit",
                        "concat_ws(' ', visitor_id, started_date, channel, page_views, duration_seconds)"))
                .containsExactly(
                        "p1 2026-07-01 paid_search 3 95",
                        "p1 2026-07-03 direct 1 0",
                        "p2 2026-07-01 direct 1 0",
                        "p3 2026-07-02 direct 1 0",
                        "p4 2026-07-01 direct 1 0");
        assertThat(rows("star.stage_entry", "concat_ws(' ', stage, unit_id, upstream_id, industry, team)"))
                .contains("opportunity 0061 00Q1 IT East", "meeting 0061 0061 IT East");

        assertThat(rows("raw.rejected", "concat_ws(' ', path, `column`, text)")).isEmpty();

        Path atOnce = folder.resolve("at-once");
        Warehouses.run("nightly", atOnce, landing, "--date", "2026-07-04");
        Warehouses.sameRows("exports of three days night by night, and in one night", warehouse, atOnce);
    }

    @Test
    void hubspot() throws IOException {
        String[] contacts = {
            "id,_fivetran_deleted,_fivetran_synced,property_createdate,property_hs_analytics_source",
            "101,FALSE,2026-07-01 12:00:00,2026-07-01 01:00:00,ORGANIC_SEARCH",
            "102,FALSE,2026-07-01 12:00:00,1782867600000,",
            "103,FALSE,2026-07-01 12:00:00,2026-07-01 03:00:00,"
        };
        for (String day : List.of("02", "03", "04")) {
            String drop = "hubspot/dt=2026-07-" + day + "/";
            lands(drop + "contact.csv", contacts);
            lands(
                    drop + "contact_merge_audit.csv",
                    "canonical_vid,vid_to_merge,_fivetran_synced",
                    "101,102,2026-07-01 13:00:00");
            lands(drop + "deal_contact.csv", "deal_id,contact_id,_fivetran_synced", "1,102,2026-07-01 12:00:00");
            lands(
                    drop + "deal_pipeline_stage.csv",
                    "stage_id,label,closed_won,is_closed",
                    "77,Verloren,TRUE,TRUE",
                    "79,Angebot,FALSE,FALSE");
        }
        lands("hubspot/dt=2026-07-02/deal.csv", DEALS, "1,false,2026-07-01 12:00:00,79,1000,,2026-07-01 05:00:00");
        night("2026-07-02");
        assertThat(july())
                .containsExactly(
                        "1 visitor 0 active 0",
                        "2 lead 2 of which from 0",
                        "3 opportunity 1 of which from 1",
                        "4 meeting 0 of which from 0",
                        "5 deal 0 of which from 0 worth 0.00",
                        "6 renewal 0 of which from 0");

        lands(
                "hubspot/dt=2026-07-03/deal.csv",
                DEALS,
                "1,false,2026-07-03 04:00:00,77,1000,2026-07-03 03:00:00,2026-07-01 05:00:00");
        lands(
                "hubspot/dt=2026-07-03/engagement_meeting.csv",
                "engagement_id,_fivetran_synced,start_time,meeting_outcome",
                // Seconds that were read as milliseconds: 1,782,969,600 seconds are 2026-07-02 05:20 UTC.
                "51,2026-07-02 06:00:00,1970-01-21 15:16:09.600,COMPLETED");
        lands(
                "hubspot/dt=2026-07-03/engagement_deal.csv",
                "engagement_id,deal_id,_fivetran_synced",
                "51,1,2026-07-02 06:00:00");
        night("2026-07-03");
        assertThat(july())
                .containsExactly(
                        "1 visitor 0 active 0",
                        "2 lead 2 of which from 0",
                        "3 opportunity 1 of which from 1",
                        "4 meeting 1 of which from 1",
                        "5 deal 1 of which from 1 worth 1000.00",
                        "6 renewal 0 of which from 0");
        assertThat(rows("star.stage_entry", "concat_ws(' ', stage, unit_id, upstream_id, entered_date, channel)"))
                .contains(
                        "opportunity 1 101 2026-07-01 organic_search",
                        "meeting 1 1 2026-07-02 organic_search",
                        "deal 1 1 2026-07-03 organic_search");

        assertThat(answer("-f", "sql/mart/funnel_month/query.sql"))
                .as("a mart's query, run as it stands, and the mart")
                .contains("2026-07-01,organic_search,lead,1,,,false")
                .isEqualTo(answer("SELECT * FROM mart.funnel_month"));

        lands(
                "hubspot/dt=2026-07-04/deal.csv",
                DEALS,
                "1,true,2026-07-04 04:00:00,77,1000,2026-07-03 03:00:00,2026-07-01 05:00:00");
        night("2026-07-04");
        assertThat(july())
                .as("a meeting that was held stays one though its opportunity was deleted")
                .containsExactly(
                        "1 visitor 0 active 0",
                        "2 lead 2 of which from 0",
                        "3 opportunity 0 of which from 0",
                        "4 meeting 1 of which from 0",
                        "5 deal 0 of which from 0 worth 0.00",
                        "6 renewal 0 of which from 0");
    }

    @Test
    void theRealExportLayouts() throws IOException {
        Path data = Path.of(System.getProperty("real.data", "../shared/data"));
        assumeThat(data).as("the real data lies beside the project").exists();
        copy(data.resolve("fivetran_dbt_salesforce"), "salesforce/dt=2026-07-01");
        copy(data.resolve("fivetran_dbt_hubspot"), "hubspot/dt=2026-07-01");
        copy(data.resolve("fivetran_dbt_ga4_export"), "ga4/dt=2026-07-01");
        night("2026-07-01");
        Warehouses.run("check", warehouse, landing);

        assertThat(rows("raw.rejected", "path")).isEmpty();
        assertThat(rows("ops.file", "refused_reason").stream().distinct()).containsExactly((String) null);
        assertThat(rows("star.stage_entry", "stage").stream().filter("visitor"::equals))
                .as("five visits of four visitors")
                .hasSize(4);
        assertThat(rows("star.fact_visit", "visit_id")).hasSize(5);
    }

    private static final String LEADS =
            "id,created_date,_fivetran_synced,is_converted,converted_opportunity_id,converted_account_id,is_deleted,"
                    + "master_record_id";
    private static final String OPPORTUNITIES =
            "id,created_date,_fivetran_synced,amount,close_date,is_won,is_closed,is_deleted,stage_name,account_id,owner_id";
    private static final String DEALS =
            "deal_id,is_deleted,_fivetran_synced,deal_pipeline_stage_id,property_amount,property_closedate,property_createdate";

    /** Salesforce's opportunity as synchronised on a day of July. */
    private static String opportunity(String day, String isWon, String isClosed) {
        return "0061,2026-07-01 05:00:00,2026-07-" + day + " 01:00:00,1200.5,2026-07-03 00:00:00," + isWon + ","
                + isClosed + ",false,提案,0011,005A";
    }

    private static String event(String visitor, long session, long later, String source, String medium) {
        String collected = source.isEmpty()
                ? ""
                : ",\"collected_traffic_source\":{\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium
                        + "\"}";
        return "{\"event_timestamp\":\"" + (session + later)
                + "000000\",\"event_name\":\"page_view\",\"user_pseudo_id\":\""
                + visitor + "\",\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"" + session
                + "\"}}]" + collected + "}";
    }

    private void lands(String path, String... lines) throws IOException {
        Path file = landing.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void copy(Path export, String drop) throws IOException {
        Files.createDirectories(landing.resolve(drop));
        try (Stream<Path> files = Files.list(export)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".csv")).toList()) {
                Files.copy(file, landing.resolve(drop).resolve(file.getFileName()));
            }
        }
    }

    private void night(String date) {
        Warehouses.run("nightly", warehouse, landing, "--date", date);
    }

    /** What funnel_period says of July, by stage. */
    private List<String> july() {
        return Warehouses.lake(warehouse)
                .read(TableName.parse("mart.funnel_period"))
                .where("period_kind = 'month' AND period_start = DATE'2026-07-01' AND segment_type = 'all'")
                .selectExpr(
                        "concat(array_position(array('visitor', 'lead', 'opportunity', 'meeting', 'deal', 'renewal'),"
                                + " stage), ' ', stage, ' ', entered, coalesce(' active ' || active, ''),"
                                + " coalesce(' of which from ' || from_upstream, ''), if(stage = 'deal', ' worth ' || amount_base, ''))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /** What {@code sql} answers, line by line, sorted. */
    private List<String> answer(String... query) {
        PrintStream standing = System.out;
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        System.setOut(new PrintStream(answered, true, StandardCharsets.UTF_8));
        try {
            List<String> options = new ArrayList<>(List.of("--format", "csv"));
            options.addAll(List.of(query));
            Warehouses.run("sql", warehouse, landing, options.toArray(String[]::new));
        } finally {
            System.setOut(standing);
        }
        return answered.toString(StandardCharsets.UTF_8).lines().sorted().toList();
    }

    private List<String> rows(String table, String column) {
        Lake lake = Warehouses.lake(warehouse);
        return lake.read(TableName.parse(table)).selectExpr("CAST(" + column + " AS STRING)").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()))
                .toList();
    }
}
