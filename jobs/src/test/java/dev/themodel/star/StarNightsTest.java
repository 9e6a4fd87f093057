package dev.themodel.star;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a night changes, late or corrected, its star is the one that a rebuild would make. */
@Tag("long")
class StarNightsTest {

    @TempDir
    Path folder;

    private final Map<TableName, String> fingerprints = new HashMap<>();
    private Lake lake;
    private long ingest;
    private Optional<LocalDate> previous = Optional.empty();

    @Test
    void nightsEndInTheRowsOfARebuild() {
        lake = new Lake(
                Sessions.openForSmallDeltas("local[2]", "test"),
                folder.resolve("warehouse").toString(),
                Definitions.shipped());
        RawRows raw = new RawRows(lake);

        raw.nextIngest()
                .add(
                        "visits",
                        "visit_id visitor_id started_at source medium campaign_id updated_at",
                        "v1,ada,2026-01-10T00:00:00,google,organic,,2026-01-10T00:00:00",
                        "v2,grace,2026-01-11T00:00:00,,,spring,2026-01-11T00:00:00",
                        "v3,佐藤,2026-01-12T00:00:00,,,,2026-01-12T00:00:00",
                        "v4,future,2026-01-21T00:00:00,,,,2026-01-12T00:00:00",
                        "v7,hopper,2026-01-10T00:00:00,,,,2026-01-12T00:00:00")
                .add(
                        "leads",
                        "lead_id created_at updated_at visitor_id account_id owner_id",
                        "L-ada,2026-01-12T00:00:00,2026-01-12T00:00:00,ada,A1,E1",
                        "L-grace,2026-01-13T00:00:00,2026-01-13T00:00:00,grace,A2,E1",
                        "L-hopper,2026-01-13T00:00:00,2026-01-13T00:00:00,hopper,A3,E1")
                .add(
                        "opportunities",
                        "opportunity_id created_at updated_at lead_id amount currency owner_id",
                        "O-ada,2026-01-15T00:00:00,2026-01-15T00:00:00,L-ada,10.00,USD,E1")
                .add(
                        "opportunities",
                        "opportunity_id created_at updated_at lead_id field_owner_id",
                        "O-hopper,2026-01-14T00:00:00,2026-01-14T00:00:00,L-hopper,E3")
                .add(
                        "meetings",
                        "meeting_id opportunity_id rep_id held_at updated_at",
                        "M-hopper,O-hopper,E9,2026-01-19T00:00:00,2026-01-19T00:00:00")
                .add(
                        "deals",
                        "deal_id signed_at updated_at lead_id amount",
                        "D-hopper,2026-01-20T00:00:00,2026-01-20T00:00:00,L-hopper,700.00")
                .add(
                        "accounts",
                        "account_id updated_at industry",
                        "A1,2026-01-01T00:00:00,machines",
                        "A3,2026-01-01T00:00:00,ships")
                .add(
                        "employees",
                        "employee_id updated_at team",
                        "E1,2026-01-01T00:00:00,",
                        "E3,2026-01-01T00:00:00,field-1")
                .add(
                        "leads",
                        "lead_id created_at updated_at recycled_at recycled_reason",
                        "L-back,2026-01-02T00:00:00,2026-01-12T00:00:00,2026-01-12T00:00:00,no budget")
                .add("exchange_rates", "currency valid_from rate", "USD,2026-01-01,150")
                .add(
                        "leads",
                        "lead_id created_at updated_at source medium account_id",
                        "L-moves,2026-01-03T00:00:00,2026-01-03T00:00:00,email,,A-merged")
                .add(
                        "accounts",
                        "account_id updated_at industry merged_into_id",
                        "A-stays,2026-01-01T00:00:00,mills,",
                        "A-merged,2026-01-01T00:00:00,mills,A-stays");
        night("2026-01-20");

        raw.nextIngest()
                .add(
                        "visits",
                        "visit_id visitor_id started_at source medium campaign_id updated_at is_deleted",
                        "v5,ada,2026-01-05T00:00:00,yahoo,cpc,,2026-01-20T00:00:00,",
                        "v3,佐藤,2026-01-12T00:00:00,,,,2026-01-20T00:00:00,true",
                        "v6,佐藤,2026-01-19T00:00:00,line,social,,2026-01-20T00:00:00,")
                .add("campaigns", "campaign_id name channel", "spring,Spring,partner")
                .add(
                        "leads",
                        "lead_id created_at updated_at status disqualified_at disqualified_reason",
                        "L-given-up,2026-01-20T00:00:00,2026-01-20T00:00:00,disqualified,2026-01-24T00:00:00,no need")
                .add(
                        "activities",
                        "activity_id occurred_at updated_at lead_id campaign_id",
                        "C1,2026-01-12T00:00:00,2026-01-20T00:00:00,L-hopper,spring",
                        "C2,2026-01-14T00:00:00,2026-01-20T00:00:00,L-back,")
                .add(
                        "meetings",
                        "meeting_id opportunity_id rep_id held_at updated_at",
                        "M1,O-ada,E2,2026-01-22T00:00:00,2026-01-20T00:00:00",
                        "M2,O-late,E2,2026-01-19T00:00:00,2026-01-20T00:00:00")
                .add(
                        "deals",
                        "deal_id signed_at updated_at opportunity_id amount term_months start_date",
                        "D-late,2026-01-20T00:00:00,2026-01-20T00:00:00,O-late,900.00,12,2026-02-01")
                .add("accounts", "account_id updated_at industry", "A-stays,2026-01-02T00:00:00,steel");
        night("2026-01-21");

        raw.nextIngest()
                .add(
                        "leads",
                        "lead_id created_at updated_at recycled_at recycled_reason",
                        "L-back,2026-01-02T00:00:00,2026-01-08T00:00:00,2026-01-08T00:00:00,not now")
                .add(
                        "activities",
                        "activity_id occurred_at updated_at lead_id",
                        "C3,2026-01-10T00:00:00,2026-01-22T00:00:00,L-back")
                .add(
                        "leads",
                        "lead_id created_at updated_at visitor_id account_id owner_id merged_into_id",
                        "L-grace,2026-01-13T00:00:00,2026-01-22T00:00:00,grace,A2,E1,L-ada")
                .add(
                        "leads",
                        "lead_id created_at updated_at handed_over_at visitor_id account_id owner_id status company",
                        "L-hopper,2026-01-13T00:00:00,2026-01-20T00:00:00,2026-01-14T00:00:00,hopper,A3,E1,contacted,H",
                        "L-ahead,2026-01-21T00:00:00,2026-01-21T00:00:00,,,,,open,",
                        "L-ahead,2026-01-21T00:00:00,2026-01-26T03:00:00,,,,,qualified,")
                .add(
                        "opportunities",
                        "opportunity_id created_at updated_at lead_id amount currency owner_id",
                        "O-late,2026-01-18T00:00:00,2026-01-22T00:00:00,L-grace,5.00,EUR,E2")
                .add(
                        "accounts",
                        "account_id updated_at industry merged_into_id",
                        "A2,2026-01-22T00:00:00,retail,A1",
                        "A1,2026-01-14T00:00:00,robots,",
                        "A3,2026-01-18T00:00:00,computers,")
                .add(
                        "employees",
                        "employee_id updated_at team",
                        "E1,2026-01-14T00:00:00,inside",
                        "E3,2026-01-18T00:00:00,field-2")
                .add("exchange_rates", "currency valid_from rate", "EUR,2026-01-01,170", "USD,2026-01-10,160")
                .add(
                        "renewals",
                        "renewal_id deal_id due_date decided_at outcome amount",
                        "R1,D-late,2026-01-24,2026-01-23T00:00:00,renewed,950.00");
        night("2026-01-22");
        night("2026-01-25");

        raw.nextIngest()
                .add(
                        "leads",
                        "lead_id created_at updated_at source medium account_id",
                        "L-moves,2026-01-03T00:00:00,2026-01-24T00:00:00,,email,A-merged")
                .add(
                        "visits",
                        "visit_id visitor_id started_at updated_at",
                        "v8,hopper,2026-01-11T00:00:00,2026-01-25T00:00:00")
                .add(
                        "leads",
                        "lead_id created_at updated_at visitor_id is_deleted",
                        "L-ada,2026-01-12T00:00:00,2026-01-25T00:00:00,ada,true")
                .add(
                        "leads",
                        "lead_id created_at updated_at handed_over_at visitor_id account_id owner_id status",
                        "L-hopper,2026-01-13T00:00:00,2026-01-15T00:00:00,2026-01-14T00:00:00,hopper,A3,E1,open")
                .add(
                        "activities",
                        "activity_id occurred_at updated_at lead_id campaign_id",
                        "C1,2026-01-12T00:00:00,2026-01-25T00:00:00,L-ahead,spring",
                        "C2,2026-01-14T00:00:00,2026-01-25T00:00:00,L-ahead,",
                        "C4,2026-01-30T00:00:00,2026-01-25T00:00:00,L-back,");
        night("2026-01-26");

        Map<TableName, Long> versions = Star.tables().stream().collect(Collectors.toMap(table -> table, lake::version));
        new Star(lake, Settings.shipped())
                .run(new StarRequest(previous.orElseThrow(), previous, ingest, fingerprints, true));
        versions.forEach((table, version) -> {
            Dataset<Row> nights = lake.read(table, version);
            Dataset<Row> rebuilt = lake.read(table);
            assertThat(text(nights.exceptAll(rebuilt)))
                    .as("%s: only by nights", table)
                    .isEmpty();
            assertThat(text(rebuilt.exceptAll(nights)))
                    .as("%s: only by a rebuild", table)
                    .isEmpty();
        });
        assertThat(lake.read(TableName.parse("star.stage_entry")).count()).isEqualTo(19);
        assertThat(lake.read(TableName.parse("star.stage_entry"))
                        .where("unit_id = 'L-moves'")
                        .selectExpr("concat_ws('|', coalesce(source, 'none'), medium, channel, account_id, industry)")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("a word moved to the next column; a late version of the account that its own was merged into")
                .containsExactly("none|email|email|A-stays|steel");
        assertThat(lake.read(TableName.parse("star.stage_entry"))
                        .where("unit_id IN ('O-hopper', 'D-hopper') AND stage IN ('meeting', 'deal')")
                        .selectExpr("concat_ws('|', stage, industry, team)")
                        .orderBy("stage")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("what was inherited from an older record is looked up at one's own time")
                .containsExactly("deal|computers", "meeting|computers|field-2");
        assertThat(lake.read(TableName.parse("star.fact_lead"))
                        .where("lead_id = 'L-hopper'")
                        .selectExpr("visit_count_before")
                        .first()
                        .getLong(0))
                .as("a late visit that is not the first is one before the lead all the same")
                .isEqualTo(2);
        assertThat(lake.read(TableName.parse("star.delivery"))
                        .where("unit_id IN ('L-ahead', 'L-hopper')")
                        .selectExpr("concat_ws('|', unit_id, outcome, outcome_date, date(observed_at))")
                        .orderBy("unit_id")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as(
                        "a version counts from its own day on; a late one that did not win was the earliest since the hand-over")
                .containsExactly("L-ahead|accepted|2026-01-26|2026-01-21", "L-hopper|accepted|2026-01-14|2026-01-15");
        assertThat(lake.read(TableName.parse("star.delivery"))
                        .where("unit_id = 'L-given-up'")
                        .selectExpr("concat_ws('|', outcome, outcome_date, reason)")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("rejected once the day has come on which it was to be given up")
                .containsExactly("rejected|2026-01-24|no need");
        assertThat(lake.read(TableName.parse("star.lead_touch"))
                        .where("lead_id IN ('L-ahead', 'L-hopper') AND basis = 'lead'")
                        .selectExpr("concat_ws('|', lead_id, touch_number, touch_count, touch_kind, touch_id)")
                        .orderBy("lead_id", "touch_number")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("a late visit and an activity that named another lead before")
                .containsExactly("L-ahead|1|1|activity|C1", "L-hopper|1|2|visit|v7", "L-hopper|2|2|visit|v8");
        assertThat(lake.read(TableName.parse("star.lead_cycle"))
                        .selectExpr(
                                "concat_ws('|', lead_id, began_date, coalesce(CAST(date(ended_at) AS STRING), 'open'), reason,"
                                        + " date(first_activity_at))")
                        .orderBy("began_at")
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("a late version that did not win began a cycle; an activity left, and one is still to come")
                .containsExactly(
                        "L-back|2026-01-08|2026-01-12|not now|2026-01-10",
                        "L-back|2026-01-12|open|no budget|2026-01-30");
    }

    private void night(String date) {
        LocalDate asOf = LocalDate.parse(date);
        List<TableWrite> writes =
                new Star(lake, Settings.shipped()).run(new StarRequest(asOf, previous, ingest, fingerprints, false));
        writes.forEach(write -> fingerprints.put(write.table(), write.fingerprint()));
        previous = Optional.of(asOf);
        ingest = lake.read(TableName.parse("raw.leads"))
                .selectExpr("max(ingest_id)")
                .first()
                .getLong(0);
        for (String feed : List.of("visits", "opportunities", "renewals", "deals", "meetings", "activities")) {
            Row newest = lake.read(TableName.of("raw", feed))
                    .selectExpr("coalesce(max(ingest_id), 0)")
                    .first();
            ingest = Math.max(ingest, newest.getLong(0));
        }
    }

    private static List<String> text(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.mkString("|")).toList();
    }
}
