package dev.themodel.star;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small company, every figure worked by hand from the definitions. Its business day is Tokyo's. */
class StarTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    @TempDir
    static Path folder;

    private static Lake lake;

    @BeforeAll
    static void build() {
        lake = new Lake(
                Sessions.openForSmallDeltas("local[2]", "test"),
                folder.resolve("warehouse").toString(),
                Definitions.shipped());
        RawRows raw = new RawRows(lake).nextIngest();
        raw.add(
                "visits",
                "visit_id visitor_id started_at source medium campaign_id content_id",
                "v1,ada,2026-01-10T16:00:00,google,organic,,white-paper",
                "v2,ada,2026-01-09T10:00:00,google,cpc,spring,",
                "v3,grace,2026-02-01T00:00:00,,,,",
                "v4,佐藤,2026-07-01T00:00:00,google,organic,,",
                "v5,early-bird,2026-06-30T16:00:00,google,organic,,");
        raw.add(
                "campaigns",
                "campaign_id updated_at name channel is_deleted",
                "spring,,Spring 2026,,",
                "partners,2026-01-01T00:00:00,Partner day,partner,",
                "partners,2026-04-01T00:00:00,,,true",
                "renamed,2026-01-01T00:00:00,Fair,event,",
                "renamed,2026-04-01T00:00:00,Trade fair,webinar,",
                "renamed,2026-04-01T00:00:00,,,true");
        raw.add(
                "leads",
                "lead_id created_at updated_at visitor_id source medium campaign_id account_id status disqualified_at"
                        + " disqualified_reason owner_id merged_into_id is_deleted",
                "L-ada,2026-01-11T00:00:00,2026-01-11T00:00:00,ada,,,,A1,open,,,E1,,",
                "L-grace,2026-02-02T00:00:00,2026-02-02T00:00:00,grace,,,,,open,,,,,",
                "L-grace,2026-02-02T00:00:00,2026-02-02T00:00:00,,,,,,open,,,,L-grace2,",
                "L-grace2,2026-02-03T00:00:00,2026-02-03T00:00:00,nobody,,,,,open,,,,L-grace,true",
                "L-spam,2026-02-04T00:00:00,2026-02-04T00:00:00,,,,,,disqualified,,SPAM,,,",
                "L-later,2026-02-05T00:00:00,2026-02-05T00:00:00,,,,,,disqualified,2026-07-02T00:00:00,spam,,,",
                "L-gone,2026-02-06T00:00:00,2026-02-06T00:00:00,,,,,,open,,,,,true",
                "L-c1,2026-02-07T00:00:00,2026-02-07T00:00:00,,event,,,,,,,,L-c2,",
                "L-c2,2026-02-08T00:00:00,2026-02-08T00:00:00,,,,,,,,,,L-c1,",
                "L-partner,2026-03-01T00:00:00,2026-03-01T00:00:00,,,,partners,,,,,,,");
        raw.add(
                "opportunities",
                "opportunity_id created_at updated_at kind lead_id account_id source owner_id field_owner_id product_id"
                        + " amount currency stage closed_at first_meeting_at lost_reason is_deleted handed_over_at accepted_at",
                "O-ada,2026-01-20T00:00:00,2026-01-20T00:00:00,,L-ada,,newsletter,E1,E2,P1,1000.00,USD,won,2026-03-01T00:00:00,,,,2026-01-21T15:00:00,2026-07-01T00:00:00",
                "O-ada2,2026-01-19T15:00:00,2026-01-20T00:00:00,,L-ada,,,,,,5.00,EUR,open,,,,,,",
                "O-grace,2026-02-10T00:00:00,2026-02-10T00:00:00,,L-grace2,,,,,,,,open,,2026-02-12T00:00:00,,,,",
                "O-up,2026-04-01T00:00:00,2026-04-01T00:00:00,upsell,L-ada,,,,,,100.00,,won,2026-08-01T00:00:00,,,,,",
                "O-test,2026-04-02T00:00:00,2026-04-02T00:00:00,,L-ada,,,,,,,,lost,2026-04-03T00:00:00,2026-04-02T12:00:00,test,,,",
                "O-gone,2026-04-03T00:00:00,2026-04-03T00:00:00,,L-ada,,,,,,,,open,,2026-04-04T00:00:00,,true,,",
                "O-lost,2026-04-04T00:00:00,2026-04-04T00:00:00,upsell,,,,,,,,,lost,2026-04-05T00:00:00,,,,,",
                "O-lost-later,2026-04-04T00:00:00,2026-04-04T00:00:00,upsell,,,,,,,,,lost,2026-07-01T00:00:00,,price,,,");
        raw.add(
                "meetings",
                "meeting_id opportunity_id rep_id held_at outcome",
                "M1,O-ada,E2,2026-01-25T00:00:00,held",
                "M2,O-ada,E3,2026-01-24T00:00:00,no_show",
                "M3,O-never,E3,2026-05-01T00:00:00,",
                "M4,O-gone,E3,2026-04-10T00:00:00,held",
                "M5,O-up,E3,2026-04-10T00:00:00,held");
        raw.add(
                "deals",
                "deal_id signed_at updated_at kind opportunity_id lead_id account_id rep_id amount annual_amount currency term_months start_date end_date is_deleted",
                "D-ada,2026-03-01T00:00:00,2026-03-01T00:00:00,,O-ada,,,E2,1200.00,,USD,12,2026-03-15,,",
                "D-never,2026-05-02T00:00:00,2026-05-02T00:00:00,,O-never,,A9,,900000,,,,,,",
                "D-up,2026-05-03T00:00:00,2026-05-03T00:00:00,upsell,O-up,L-grace,A1,,100.00,,,7,2026-05-03,,",
                "D-gone,2025-01-01T00:00:00,2025-01-01T00:00:00,upsell,,,,,1,,,,,,true",
                "D-old,2025-05-01T00:00:00,2025-05-01T00:00:00,,,,A-old,,1000,,,12,,,",
                "D-overwritten,2024-01-01T00:00:00,2026-04-01T00:00:00,upsell,,,,,1200,,,12,2025-04-01,,",
                "D-signed-late,2026-02-10T00:00:00,2026-02-10T00:00:00,upsell,,,,,500,,,12,,2026-01-31,");
        raw.add(
                "renewals",
                "renewal_id deal_id due_date decided_at outcome amount term_months",
                "R-old,D-old,2026-04-30,2026-04-01T00:00:00,renewed,1300.00,",
                "R-old2,D-old,2026-04-30,2026-04-01T00:00:00,renewed,9999.00,12",
                "R-before,D-overwritten,2024-12-31,2024-12-01T00:00:00,renewed,1000.00,",
                "R-gone,D-gone,2026-04-30,2026-04-01T00:00:00,renewed,1,12",
                "R-unseen,D-unseen,2026-06-30,2026-06-30T14:59:59,renewed,1,12",
                "R-signed-late,D-signed-late,2026-01-31,2026-01-20T00:00:00,renewed,600.00,12",
                "R-ada,D-ada,2027-03-14,,pending,,");
        raw.add(
                "accounts",
                "account_id updated_at name industry region merged_into_id is_deleted",
                "A1,2026-01-15T00:00:00,Analytical Engines,,Kanto,,",
                "A1,2026-02-15T00:00:00,Analytical Engines,machines,Kanto,,",
                "A1,2026-03-20T00:00:00,Analytical Engines K.K.,machines,Kansai,,",
                "A-old,2026-01-01T00:00:00,Old,,,A-new,true",
                "A-left,2026-01-01T00:00:00,Left,books,Kanto,,",
                "A-left,2026-02-01T00:00:00,,,,,true",
                "A-new,2026-01-01T00:00:00,New,retail,,,");
        raw.add(
                "employees",
                "employee_id updated_at name team",
                "E1,2026-01-01T00:00:00,Ito,inside-1",
                "E2,2026-01-01T00:00:00,Sato,field-1",
                "E2,2026-02-01T00:00:00,Sato,field-2");
        raw.add("exchange_rates", "currency valid_from rate", "USD,2026-01-01,150.5", "USD,2026-02-01,160");
        raw.add("products", "product_id list_price currency", "P2,500.00,", "P3,5.00,USD");
        new Star(lake, Settings.shipped()).run(new StarRequest(AS_OF, Optional.empty(), 0, Map.of(), true));
        lake.read(TableName.parse("star.stage_entry")).createOrReplaceTempView("entries");
    }

    @Test
    void visitorsEnterWithTheirEarliestVisitUpToTheNight() {
        assertThat(query("SELECT unit_id, entered_date, source, medium, channel, campaign_id, content_id"
                        + " FROM entries WHERE stage = 'visitor' ORDER BY unit_id"))
                .containsExactly(
                        "ada|2026-01-09|google|cpc|paid_search|spring|null",
                        "grace|2026-02-01|null|null|direct|null|null");
    }

    @Test
    void leadsThatAreMergedDeletedOrNotCountedAreNoUnits() {
        assertThat(query("SELECT unit_id, upstream_id, source, channel, next_id, days_to_next"
                        + " FROM entries WHERE stage = 'lead' ORDER BY unit_id"))
                .containsExactly(
                        "L-ada|ada|google|paid_search|O-ada2|9",
                        "L-c1|null|event|other|null|null",
                        "L-c2|null|null|null|null|null",
                        "L-grace|grace|null|direct|O-grace|8",
                        "L-later|null|null|null|null|null",
                        "L-partner|null|null|partner|null|null");
    }

    @Test
    void opportunitiesInheritFromTheirLeadBeforeThemselves() {
        assertThat(query(
                        "SELECT unit_id, upstream_id, entered_date, source, channel, campaign_id, account_id, industry,"
                                + " region, owner_id, team, amount_base, is_without_rate, next_id"
                                + " FROM entries WHERE stage = 'opportunity' ORDER BY unit_id"))
                .containsExactly(
                        "O-ada|L-ada|2026-01-20|google|paid_search|spring|A1|machines|Kanto|E1|inside-1|150500.00|false|O-ada",
                        "O-ada2|L-ada|2026-01-20|google|paid_search|spring|A1|machines|Kanto|null|null|null|true|null",
                        "O-grace|L-grace|2026-02-10|null|direct|null|null|null|null|null|null|null|false|O-grace");
    }

    @Test
    void daysUpToWhatIsStillToComeAreUnknown() {
        show("star.fact_opportunity");
        assertThat(query("SELECT days_to_handover, days_to_acceptance, days_to_first_meeting, days_to_close"
                        + " FROM fact_opportunity WHERE opportunity_id = 'O-ada'"))
                .containsExactly("2|null|5|40");
    }

    @Test
    void meetingsCountOnceAnOpportunityAndEvenWithoutIt() {
        assertThat(query("SELECT unit_id, upstream_id, entered_date, owner_id, team, amount_base, next_id, days_to_next"
                        + " FROM entries WHERE stage = 'meeting' ORDER BY unit_id"))
                .containsExactly(
                        "O-ada|O-ada|2026-01-25|E2|field-1|150500.00|D-ada|35",
                        "O-gone|null|2026-04-10|E3|null|null|null|null",
                        "O-grace|O-grace|2026-02-12|null|null|null|null|null",
                        "O-never|null|2026-05-01|E3|null|null|D-never|1");
    }

    @Test
    void dealsComeFromTheMeetingOfTheirOpportunity() {
        assertThat(query(
                        "SELECT unit_id, upstream_id, source, channel, account_id, region, product_id, owner_id, team, amount_base"
                                + " FROM entries WHERE stage = 'deal' ORDER BY unit_id"))
                .containsExactly(
                        "D-ada|O-ada|google|paid_search|A1|Kanto|P1|E2|field-2|192000.00",
                        "D-never|O-never|null|null|A9|null|null|null|null|900000.00",
                        "D-old|null|null|null|A-new|null|null|null|null|1000.00");
    }

    @Test
    void daysBeforeADealAreThoseOfItsOpportunityAndItsMeetingWhateverTheirKind() {
        show("star.fact_deal");
        assertThat(query("SELECT deal_id, days_since_opportunity, days_since_meeting FROM fact_deal"
                        + " WHERE deal_id IN ('D-ada', 'D-never', 'D-up') ORDER BY deal_id"))
                .containsExactly("D-ada|40|35", "D-never|null|1", "D-up|32|23");
    }

    @Test
    void aReasonIsTheFactsOnceItsEndHasCome() {
        show("star.fact_lead");
        show("star.fact_opportunity");
        show("star.dim_reason");
        assertThat(query(
                        "SELECT lead_id, reason_key, reason_kind, reason FROM fact_lead JOIN dim_reason USING (reason_key)"
                                + " WHERE lead_id IN ('L-ada', 'L-later', 'L-spam') ORDER BY lead_id"))
                .containsExactly(
                        "L-ada|-2|null|null",
                        "L-later|-2|null|null",
                        "L-spam|" + key("disqualified", "SPAM") + "|disqualified|SPAM");
        assertThat(query("SELECT opportunity_id, reason_key FROM fact_opportunity"
                        + " WHERE opportunity_id IN ('O-lost', 'O-lost-later', 'O-test') ORDER BY opportunity_id"))
                .containsExactly("O-lost|-1", "O-lost-later|-2", "O-test|" + key("lost", "test"));
    }

    @Test
    void firstRenewalsOfNewDealsCountOnceRenewed() {
        assertThat(query("SELECT unit_id, upstream_id, entered_at, entered_date, account_id, industry FROM entries"
                        + " WHERE stage = 'renewal' ORDER BY unit_id"))
                .containsExactly(
                        "R-old|D-old|2026-04-29 15:00:00|2026-04-30|A-new|retail",
                        "R-unseen|null|2026-06-29 15:00:00|2026-06-30|null|null");
    }

    @Test
    void datesOfLaterStagesFollowEveryLink() {
        assertThat(
                        query(
                                "SELECT stage, unit_id, lead_date, opportunity_date, meeting_date, deal_date, renewal_date"
                                        + " FROM entries WHERE unit_id IN ('ada', 'L-ada', 'grace', 'O-ada', 'D-old') ORDER BY unit_id, stage"))
                .containsExactly(
                        "deal|D-old|null|null|null|null|2026-04-30",
                        "lead|L-ada|null|2026-01-20|2026-01-25|2026-03-01|null",
                        "meeting|O-ada|null|null|null|2026-03-01|null",
                        "opportunity|O-ada|null|null|2026-01-25|2026-03-01|null",
                        "visitor|ada|2026-01-11|2026-01-20|2026-01-25|2026-03-01|null",
                        "visitor|grace|2026-02-02|2026-02-10|2026-02-12|null|null");
    }

    @Test
    void contractsAreStretchesAtOnePrice() {
        show("star.fact_contract");
        assertThat(query("SELECT deal_id, renewal_id, account_id, starts_on, ends_on, annual_amount, annual_amount_base"
                        + " FROM fact_contract ORDER BY deal_id, starts_on"))
                .containsExactly(
                        "D-ada|null|A1|2026-03-15|2027-03-14|1200.00|192000.00",
                        "D-old|null|A-new|2025-05-01|2026-04-30|1000.00|1000.00",
                        "D-old|R-old|A-new|2026-05-01|2027-04-30|1300.00|1300.00",
                        "D-overwritten|R-before|null|2025-01-01|2025-03-31|1000.00|1000.00",
                        "D-overwritten|null|null|2025-04-01|2026-03-31|1200.00|1200.00",
                        "D-signed-late|R-signed-late|null|2026-02-01|2027-01-31|600.00|600.00",
                        "D-up|null|A1|2026-05-03|2026-12-02|171.43|171.43");
    }

    @Test
    void accountsKeepTheirHistoryAndNamedOnesAreInferred() {
        show("star.dim_account");
        assertThat(
                        query(
                                "SELECT account_id, name, industry, region, valid_from, valid_to, is_current, is_inferred"
                                        + " FROM dim_account WHERE account_id IN ('A1', 'A9', 'A-old', 'A-left') ORDER BY account_id, valid_from"))
                .containsExactly(
                        "A-left|Left|books|Kanto|1900-01-01 00:00:00|2026-02-01 00:00:00|false|false",
                        "A-old|null|null|null|1900-01-01 00:00:00|null|true|true",
                        "A1|Analytical Engines K.K.|null|Kanto|1900-01-01 00:00:00|2026-02-15 00:00:00|false|false",
                        "A1|Analytical Engines K.K.|machines|Kanto|2026-02-15 00:00:00|2026-03-20 00:00:00|false|false",
                        "A1|Analytical Engines K.K.|machines|Kansai|2026-03-20 00:00:00|null|true|false",
                        "A9|null|null|null|1900-01-01 00:00:00|null|true|true");
    }

    @Test
    void aDeletionLeavesWhatHappenedBeforeItsName() {
        show("star.dim_campaign");
        assertThat(query("SELECT campaign_id, name, channel, updated_at, is_deleted, is_inferred FROM dim_campaign"
                        + " WHERE campaign_id IS NOT NULL ORDER BY campaign_id"))
                .containsExactly(
                        "partners|Partner day|partner|2026-04-01 00:00:00|true|false",
                        // of one instant the deletion wins: it never was a trade fair
                        "renamed|Fair|event|2026-04-01 00:00:00|true|false",
                        "spring|Spring 2026|null|2026-01-01 00:00:00|false|false");
    }

    @Test
    void aProductThatNamesNoCurrencyIsPricedInTheBaseCurrency() {
        show("star.dim_product");
        assertThat(query("SELECT product_id, list_price, currency, is_inferred FROM dim_product"
                        + " ORDER BY product_id NULLS FIRST"))
                .containsExactly(
                        "null|null|null|null",
                        "null|null|null|null",
                        "P1|null|null|true",
                        "P2|500.00|JPY|false",
                        "P3|5.00|USD|false");
    }

    @Test
    void everyVisitorHasARowWhetherOrNotItHasCome() {
        show("star.dim_visitor");
        show("star.fact_visit");
        assertThat(query("SELECT visitor_key, visitor_id, first_visit_id, channel_key, first_visit_month"
                        + " FROM dim_visitor WHERE visitor_key IN (-1, -2) OR first_visit_id IS NULL"
                        + " ORDER BY visitor_id NULLS FIRST, visitor_key"))
                .containsExactly(
                        "-2|null|null|null|null",
                        "-1|null|null|null|null",
                        key("early-bird") + "|early-bird|null|-2|null",
                        key("佐藤") + "|佐藤|null|-2|null");
        assertThat(query("SELECT visit_id FROM fact_visit LEFT ANTI JOIN dim_visitor USING (visitor_key)"))
                .isEmpty();
    }

    @Test
    void leadsCountTheVisitsBeforeThem() {
        show("star.fact_lead");
        assertThat(query("SELECT lead_id, opportunity_id, visit_count_before, touch_count_before, is_merged,"
                        + " is_not_counted, merged_into_id FROM fact_lead ORDER BY lead_id"))
                .containsExactly(
                        "L-ada|O-ada2|2|2|false|false|null",
                        "L-c1|null|0|0|false|false|null",
                        "L-c2|null|0|0|false|false|null",
                        "L-grace|O-grace|1|1|false|false|null",
                        "L-later|null|0|0|false|false|null",
                        "L-partner|null|0|0|false|false|null",
                        "L-spam|null|0|0|false|true|null");
    }

    @Test
    void leadsMergedInACircleAreTheirWinningVersions() {
        show("star.fact_lead");
        assertThat(query("SELECT lead_id FROM fact_lead WHERE is_in_merge_cycle ORDER BY lead_id"))
                .as("not L-grace, which a version merges that did not win")
                .containsExactly("L-c1", "L-c2");
    }

    private static String key(String... parts) {
        return query("SELECT xxhash64('" + String.join("', '", parts) + "')").get(0);
    }

    private static void show(String table) {
        TableName name = TableName.parse(table);
        lake.read(name).createOrReplaceTempView(name.table());
    }

    /** Values as SQL writes them, in UTC whatever the machine's zone. */
    private static List<String> query(String sql) {
        Dataset<Row> rows = lake.spark().sql(sql);
        Column[] texts = Arrays.stream(rows.columns())
                .map(name -> rows.col(name).cast("string"))
                .toArray(Column[]::new);
        return rows.select(texts).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }
}
