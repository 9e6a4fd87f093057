package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mapping of GA4. */
class Ga4MappingTest {

    /** 2026-07-01 10:00:00, 23:50:00 and 2026-07-02 00:30:00, all UTC, in seconds. */
    private static final long TEN = 1_782_900_000L;

    private static final long LATE = TEN + 13 * 3600 + 50 * 60;
    private static final long AFTER_MIDNIGHT = TEN + 14 * 3600 + 30 * 60;

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder);
    }

    @Test
    void aSessionOverMidnightIsOneVisitAndTheLaterExportOfADayWins() {
        String first = event("p1", TEN, 0, "page_view", "google", "cpc");
        String second = event("p1", TEN, 90, "page_view", "", "");
        String late = event("p2", LATE, 0, "page_view", "", "");
        warehouse
                .lands(
                        "ga4/dt=2026-07-02/events_20260701.json",
                        first,
                        late,
                        "{\"event_name\":\"page_view\",\"event_timestamp\":\"1\"}")
                // What p2 did after midnight belongs to the visit of the day before; p3 began on the second day.
                .lands(
                        "ga4/dt=2026-07-03/events_20260702.json",
                        event("p2", LATE, 900, "page_view", "news", "email"),
                        event("p3", AFTER_MIDNIGHT, 0, "page_view", "", ""))
                .lands("ga4/dt=2026-07-03/events_20260701.json", first, second, late)
                .lands("ga4/dt=2026-07-04/events_20260701.json", first, second, late);

        warehouse.night("2026-07-04");

        assertThat(warehouse.rows("raw.rejected", "path", "column", "text")).isEmpty();
        assertThat(warehouse.rows(
                        "raw.visits",
                        "visit_id",
                        "visitor_id",
                        "started_at",
                        "source",
                        "medium",
                        "page_views",
                        "duration_seconds",
                        "updated_at"))
                .containsExactly(
                        "p1." + TEN + "|p1|2026-07-01 10:00:00|google|cpc|1|0|2026-07-01 15:00:00",
                        "p1." + TEN + "|p1|2026-07-01 10:00:00|google|cpc|2|90|2026-07-02 15:00:00",
                        "p2." + LATE + "|p2|2026-07-01 23:50:00|-|-|1|0|2026-07-01 15:00:00",
                        "p3." + AFTER_MIDNIGHT + "|p3|2026-07-02 00:30:00|-|-|1|0|2026-07-02 15:00:00");
    }

    @Test
    void aSessionThatStartsInATableIsAVisitOfItThoughItsIdIsBeforeTheFirstEvent() {
        warehouse
                .lands(
                        "ga4/dt=2026-07-02/events_20260701.json",
                        event("p1", TEN, 2, "session_start", "", ""),
                        event("p1", TEN, 2, "page_view", "", ""))
                .lands(
                        "ga4/dt=2026-07-02/event.csv",
                        "_fivetran_id,name,timestamp,user_pseudo_id,param_ga_session_id",
                        "1,session_start,2026-07-01 10:00:02,p2," + TEN,
                        "2,page_view,2026-07-01 10:00:02,p2," + TEN);

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.visits", "visitor_id", "started_at", "page_views"))
                .containsExactly("p1|2026-07-01 10:00:00|1", "p2|2026-07-01 10:00:00|1");
    }

    @Test
    void theTableOfAnotherExporterHasTheSameVisits() {
        warehouse.lands(
                "ga4/dt=2026-07-02/event.csv",
                "_fivetran_id,name,timestamp,user_pseudo_id,param_ga_session_id,param_source,param_medium,device_category,geo_country",
                "1,session_start,2026-07-01 10:00:00,p1," + TEN + ",,,mobile,Japan",
                "2,page_view," + (TEN + 5) + "000000,p1," + TEN + ",google,organic,mobile,Japan",
                "3,page_view,2026-07-01 10:01:00,,,,,mobile,Japan");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows(
                        "raw.visits",
                        "started_at",
                        "source",
                        "medium",
                        "device",
                        "country",
                        "page_views",
                        "duration_seconds"))
                .containsExactly("2026-07-01 10:00:00|google|organic|mobile|Japan|1|5");
    }

    @Test
    void aCampaignThatWasNotCollectedIsTheOneOfTheEventsParametersUnlessTheyAreOfAnotherSource() {
        String collected = ",\"collected_traffic_source\":{\"manual_source\":\"google\",\"manual_medium\":\"cpc\"%s}}";
        String plain = collected.formatted("");
        String named = collected.formatted(",\"manual_campaign_name\":\"spring\",\"manual_content\":\"c0\"");
        warehouse
                .lands(
                        "ga4/dt=2026-07-02/events_20260701.json",
                        withParameters("p1", "\"google\"", plain),
                        withParameters("p2", "\"news\"", plain),
                        withParameters("p3", "null", plain),
                        withParameters("p4", "\"google\"", named),
                        withParameters("p5", "\"news\"", "}"))
                .lands(
                        "ga4/dt=2026-07-02/event.csv",
                        "_fivetran_id,name,timestamp,user_pseudo_id,param_ga_session_id,param_source,param_campaign,param_content,"
                                + "collected_traffic_source_manual_source,collected_traffic_source_manual_medium",
                        "1,page_view,2026-07-01 10:00:00,q1," + TEN + ",google,summer,c1,google,cpc",
                        "2,page_view,2026-07-01 10:00:00,q2," + TEN + ",news,summer,c1,google,cpc",
                        "3,page_view,2026-07-01 10:00:00,q3," + TEN + ",news,summer,c1,,");

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("raw.visits", "visitor_id", "source", "medium", "campaign_id", "content_id"))
                .containsExactly(
                        "p1|google|cpc|summer|c1",
                        "p2|google|cpc|-|-",
                        "p3|google|cpc|summer|c1",
                        "p4|google|cpc|spring|c0",
                        "p5|news|-|summer|c1",
                        "q1|google|cpc|summer|c1",
                        "q2|google|cpc|-|-",
                        "q3|news|-|summer|c1");
    }

    @Test
    void theRealExportLayoutHasFiveVisits() throws IOException {
        Path data = Path.of(System.getProperty("real.data", "../shared/data"))
                .resolve("fivetran_dbt_ga4_export/event_data.csv");
        assumeThat(data).as("the real data lies beside the project").exists();
        warehouse.landsBytes("ga4/dt=2024-09-11/event_data.csv", Files.readAllBytes(data));

        warehouse.night("2024-09-11");

        assertThat(warehouse.rows("ops.file", "refused_reason", "rows_mapped", "rejected"))
                .containsExactly("-|5|0");
        assertThat(warehouse.rows("raw.visits", "visit_id", "started_at", "source", "medium", "duration_seconds"))
                .containsExactly(
                        "pseudo_123.session_123|2024-09-10 12:35:00|-|organic|0",
                        "pseudo_123.session_124|2024-09-10 13:05:00|source1|organic|0",
                        "pseudo_124.session_125|2024-09-10 13:15:00|-|email|0",
                        "pseudo_456.session_456|2024-09-10 12:40:00|source1|paid_search|120",
                        "pseudo_789.session_789|2024-09-10 12:45:00|source2|social|0");
    }

    /** An event with a source, a campaign and a content among its parameters, and what was collected beside them. */
    private static String withParameters(String visitor, String source, String collected) {
        return "{\"event_timestamp\":\"" + TEN + "000000\",\"event_name\":\"page_view\",\"user_pseudo_id\":\"" + visitor
                + "\",\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"" + TEN
                + "\"}},{\"key\":\"source\",\"value\":{\"string_value\":" + source
                + "}},{\"key\":\"campaign\",\"value\":{\"string_value\":\"summer\"}}"
                + ",{\"key\":\"content\",\"value\":{\"string_value\":\"c1\"}}]" + collected;
    }

    /** An event as BigQuery writes it: whole numbers are text, and what is NULL is left out. */
    private static String event(String visitor, long session, long later, String name, String source, String medium) {
        String collected = source.isEmpty()
                ? ""
                : ",\"collected_traffic_source\":{\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium
                        + "\"}";
        return "{\"event_date\":\"20260701\",\"event_timestamp\":\"" + (session + later)
                + "000000\",\"event_name\":\"" + name + "\",\"user_pseudo_id\":\"" + visitor
                + "\",\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"" + session
                + "\"}},{\"key\":\"page_location\",\"value\":{\"string_value\":\"https://example.com/\"}}]" + collected
                + "}";
    }
}
