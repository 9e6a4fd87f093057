package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.Definitions;
import dev.themodel.night.WrongUsage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of Ada's company A1, into which A0 was merged, and of her lead L1, into which L0 was. */
class JourneyTest {

    private static final List<String> OF_THE_LEAD = List.of(
            "2026-03-01T01:00:00Z|marketing|visit|visits|W1|null|referral, C1, /home",
            "2026-03-01T01:00:00Z|marketing|stage|visits|V1|null|visitor, referral",
            "2026-03-01T05:00:00Z|marketing|lead|leads|L0|null|merged into L1",
            "2026-03-02T01:00:00Z|marketing|stage|leads|L1|null|lead, referral",
            "2026-03-02T02:00:00Z|marketing|hand_over|leads|L1|null|marketing to inside_sales",
            "2026-03-02T03:00:00Z|inside_sales|contacted|leads|L1|null|null",
            "2026-03-02T04:00:00Z|inside_sales|activity|activities|T1|E1|call, reached",
            "2026-03-03T01:00:00Z|inside_sales|recycled|leads|L1|null|no budget",
            "2026-03-05T01:00:00Z|inside_sales|stage|opportunities|O1|E1|opportunity",
            "2026-03-05T01:00:00Z|inside_sales|hand_over|opportunities|O1|E1|inside_sales to field_sales",
            "2026-03-06T01:00:00Z|field_sales|accepted|opportunities|O1|null|null",
            "2026-03-07T01:00:00Z|field_sales|comment|feedback|F1|null|to marketing: fit: wrong size",
            "2026-03-08T01:00:00Z|field_sales|stage_change|stage_changes|O1|E1|Proposal, 100.00 JPY",
            "2026-03-09T01:00:00Z|marketing|comment_acknowledged|feedback|F1|null|null",
            "2026-03-10T01:00:00Z|field_sales|meeting|meetings|M1|E2|held, online",
            "2026-03-10T01:00:00Z|field_sales|stage|opportunities|O1|E2|meeting",
            "2026-03-31T23:00:00Z|field_sales|won|opportunities|O1|E1|100.00 JPY",
            "2026-04-01T00:00:00Z|field_sales|stage|deals|D1|E2|deal, 100.00 JPY",
            "2026-04-02T01:00:00Z|field_sales|hand_over|deals|D1|E2|field_sales to customer_success",
            "2026-04-03T01:00:00Z|customer_success|accepted|deals|D1|null|null",
            // 31 March begins at 15:00 UTC of the 30th in Tokyo
            "2027-03-30T15:00:00Z|customer_success|renewal_due|renewals|R1|null|D1, 100.00 JPY",
            "2027-04-05T01:00:00Z|customer_success|churned|renewals|R1|null|too dear");

    private static final String OF_THE_OLD_ACCOUNT = "2026-02-01T01:00:00Z|null|activity|activities|T3|E9|call";
    private static final String UPSELL =
            "2026-06-01T01:00:00Z|inside_sales|opportunity|opportunities|O2|null|upsell, 50.00 JPY";

    private final SmallTables tables = new SmallTables();
    private final AnalysisQuery query = tables.query(AnalysisQuery.CUSTOMER_JOURNEY);

    @BeforeEach
    void fill() {
        tables.empty(query);
        tables.fill("ops.published", "night", "2027-04-09", "2027-04-10");
        tables.fill("star.dim_account", "account_id,merged_into_id", "A1,", "A0,A1", "A5,", "A9,");
        tables.fill(
                "star.dim_stage",
                "stage,producing_department,consuming_department",
                "visitor,marketing,marketing",
                "lead,marketing,inside_sales",
                "opportunity,inside_sales,field_sales",
                "meeting,field_sales,field_sales",
                "deal,field_sales,customer_success",
                "renewal,customer_success,customer_success");
        // E1 went from inside sales to field sales on 4 March
        tables.fill(
                "star.dim_employee",
                "employee_id,name,department,valid_from,valid_to",
                "E1,Hana,inside_sales,1900-01-01,2026-03-04",
                "E1,Hana,field_sales,2026-03-04,",
                "E2,Ken,field_sales,1900-01-01,");
        tables.fill(
                "star.fact_visit",
                "visit_id,visitor_id,started_at,channel,campaign_id,landing_page",
                "W1,V1,2026-03-01 01:00:00,referral,C1,/home",
                "W5,V5,2026-05-01 01:00:00,direct,,/home",
                "W9,V9,2026-03-01 01:00:00,direct,,/home");
        tables.fill(
                "star.fact_lead",
                "lead_id,account_id,created_at,entered_at,merged_lead_ids,visitor_ids,is_merged,merged_into_id,"
                        + "handed_over_at,first_contacted_at,is_not_counted,channel",
                "L1,A1,2026-03-02 01:00:00,2026-03-02 01:00:00,L0,V1,false,,2026-03-02 02:00:00,2026-03-02 03:00:00,false,referral",
                "L0,A1,2026-03-01 05:00:00,2026-03-01 05:00:00,,,true,L1,,,false,",
                "L5,,2026-05-02 01:00:00,2026-05-02 01:00:00,,V5,false,,,,false,direct",
                "L9,A9,2026-03-01 05:00:00,2026-03-01 05:00:00,,V9,false,,,,false,direct");
        tables.fill(
                "raw.leads",
                "lead_id,updated_at,recycled_at,recycled_reason,is_deleted",
                "L1,2026-03-02 01:00:00,,,false",
                "L1,2026-03-03 02:00:00,2026-03-03 01:00:00,no budget,false",
                "L1,2026-03-04 02:00:00,2026-03-03 01:00:00,no budget,false");
        tables.fill(
                "star.fact_opportunity",
                "opportunity_id,kind,lead_id,account_id,created_at,accepted_at,closed_at,is_won,is_lost,owner_id,amount,"
                        + "currency,is_not_counted",
                "O1,new,L1,A1,2026-03-05 01:00:00,2026-03-06 01:00:00,2026-03-31 23:00:00,true,false,E1,100,JPY,false",
                "O2,upsell,,A1,2026-06-01 01:00:00,,,false,false,,50,JPY,false",
                "O5,new,L5,,2026-05-03 01:00:00,,,false,false,,70,JPY,false");
        tables.fill(
                "star.fact_meeting",
                "meeting_id,opportunity_id,held_at,rep_id,format,outcome,is_held",
                "M1,O1,2026-03-10 01:00:00,E2,online,held,true");
        tables.fill(
                "star.fact_deal",
                "deal_id,kind,opportunity_id,account_id,signed_at,amount,currency,rep_id,handed_over_at,accepted_at",
                "D1,new,O1,A1,2026-04-01 00:00:00,100,JPY,E2,2026-04-02 01:00:00,2026-04-03 01:00:00",
                "D5,new,O5,A5,2026-05-04 01:00:00,70,JPY,,,");
        tables.fill(
                "star.fact_renewal",
                "renewal_id,deal_id,account_id,due_date,decided_at,is_renewed,is_churned,churn_reason,previous_amount,currency",
                "R1,D1,A1,2027-03-31,2027-04-05 01:00:00,false,true,too dear,100,JPY");
        tables.fill(
                "star.stage_entry",
                "stage,unit_id,entered_at,channel,owner_id,amount_base",
                "visitor,V1,2026-03-01 01:00:00,referral,,",
                "visitor,V9,2026-03-01 01:00:00,direct,,",
                "lead,L1,2026-03-02 01:00:00,referral,,",
                "lead,L9,2026-03-01 05:00:00,direct,,",
                "opportunity,O1,2026-03-05 01:00:00,,E1,",
                "meeting,O1,2026-03-10 01:00:00,,E2,",
                "deal,D1,2026-04-01 00:00:00,,E2,100");
        tables.fill(
                "raw.activities",
                "activity_id,occurred_at,updated_at,kind,lead_id,account_id,employee_id,outcome,is_deleted",
                "T1,2026-03-02 04:00:00,2026-03-02 05:00:00,call,L0,,E1,,false",
                "T1,2026-03-02 04:00:00,2026-03-02 06:00:00,call,L0,,E1,reached,false",
                "T2,2026-03-02 04:00:00,2026-03-02 05:00:00,call,L1,,E1,,false",
                "T2,2026-03-02 04:00:00,2026-03-02 06:00:00,call,L1,,E1,,true",
                "T3,2026-02-01 01:00:00,2026-02-01 01:00:00,call,,A0,E9,,false");
        tables.fill(
                "raw.stage_changes",
                "opportunity_id,changed_at,updated_at,stage_name,amount,currency,owner_id,is_deleted",
                "O1,2026-03-08 01:00:00,2026-03-08 01:00:00,Proposal,100,JPY,E1,false");
        tables.fill(
                "raw.feedback",
                "feedback_id,from_department,to_department,created_at,updated_at,lead_id,account_id,category,body,"
                        + "acknowledged_at,is_deleted",
                "F1,field_sales,marketing,2026-03-07 01:00:00,2026-03-09 01:00:00,L1,,fit,wrong size,2026-03-09 01:00:00,false",
                "F2,customer_success,marketing,2027-05-01 01:00:00,2027-05-01 01:00:00,,A1,fit,after as_of,,false",
                "F3,customer_success,marketing,2026-05-01 01:00:00,2026-05-01 01:00:00,,A9,fit,of another,,false");
    }

    @Test
    void aLeadsStoryGoesFromItsFirstVisitToTheChurn() {
        assertThat(story(false, "L1")).containsExactlyElementsOf(OF_THE_LEAD);
    }

    @Test
    void aMergedLeadTellsItsSurvivorsStory() {
        assertThat(story(false, "L0")).containsExactlyElementsOf(OF_THE_LEAD);
    }

    @Test
    void aCustomersStoryHasItsLeadsStoryAndMore() {
        List<String> story = story(true, "A1");
        assertThat(story)
                .startsWith(OF_THE_OLD_ACCOUNT)
                .contains(UPSELL)
                .containsSubsequence(OF_THE_LEAD)
                .hasSize(OF_THE_LEAD.size() + 2);
        assertThat(story(true, "A0")).as("of the merged account").isEqualTo(story);
    }

    @Test
    void aCustomersStoryFollowsItsDealsBackWhereNothingElseNamesTheCustomer() {
        assertThat(story(true, "A5"))
                .containsExactly(
                        "2026-05-01T01:00:00Z|marketing|visit|visits|W5|null|direct, /home",
                        "2026-05-02T01:00:00Z|marketing|lead|leads|L5|null|direct",
                        "2026-05-02T01:00:00Z|marketing|hand_over|leads|L5|null|marketing to inside_sales",
                        "2026-05-03T01:00:00Z|inside_sales|opportunity|opportunities|O5|null|new, 70.00 JPY",
                        "2026-05-03T01:00:00Z|inside_sales|hand_over|opportunities|O5|null|inside_sales to field_sales",
                        "2026-05-04T01:00:00Z|field_sales|deal|deals|D5|null|new, 70.00 JPY",
                        "2026-05-04T01:00:00Z|field_sales|hand_over|deals|D5|null|field_sales to customer_success");
    }

    @Test
    void itIsToldByTheBusinessDayAndTimeWithTheNamesOfThoseWhoActed() {
        assertThat(query
                        .rows(tables.spark(), JourneyCommand.parameters(tables.spark(), false, "L1"))
                        .where("event IN ('won', 'renewal_due', 'meeting')")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getAs("date") + "|" + row.getAs("time") + "|" + row.getAs("event") + "|"
                                + row.getAs("employee")))
                // 23:00 UTC of 31 March is the next morning in Tokyo
                .containsExactly(
                        "2026-03-10|10:00|meeting|Ken",
                        "2026-04-01|08:00|won|Hana",
                        "2027-03-31|00:00|renewal_due|null");
    }

    @Test
    void anUnknownIdIsWrongUsage() {
        Optional<LocalDate> asOf = Optional.of(LocalDate.of(2027, 4, 10));
        JourneyCommand.requireKnown(tables.spark(), true, "A0", asOf);
        JourneyCommand.requireKnown(tables.spark(), false, "L0", asOf);
        assertThatThrownBy(() -> JourneyCommand.requireKnown(tables.spark(), true, "A7", asOf))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("Unknown customer 'A7'")
                .hasMessageContaining("2027-04-10");
        assertThatThrownBy(() -> JourneyCommand.requireKnown(tables.spark(), false, "' OR TRUE --", asOf))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("Unknown lead '' OR TRUE --'");
        assertThatThrownBy(() -> JourneyCommand.requireKnown(tables.spark(), true, "A1", Optional.empty()))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("nothing is published yet");
    }

    @Test
    void theCommandAsksForOneOfTheTwo() {
        assertThat(Warehouse.run("journey")).isEqualTo(2);
        assertThat(Warehouse.run("journey", "--customer", "A1", "--lead", "L1")).isEqualTo(2);
    }

    @Test
    void analystsMayRunTheQueriesAsTheyStand() {
        List<dev.themodel.model.TableName> known = Definitions.shipped().all();
        for (String file : List.of(
                AnalysisQuery.CUSTOMER_JOURNEY, AnalysisQuery.FEEDBACK_RECORD, AnalysisQuery.FEEDBACK_COMMENT)) {
            assertThat(ReadOnlySql.of(tables.query(file).text(), known).tables())
                    .as(file)
                    .isNotEmpty();
        }
    }

    private List<String> story(boolean isCustomer, String id) {
        return query
                .rows(tables.spark(), JourneyCommand.parameters(tables.spark(), isCustomer, id))
                .collectAsList()
                .stream()
                .map(JourneyTest::line)
                .toList();
    }

    private static String line(Row row) {
        return String.join(
                "|",
                row.<java.sql.Timestamp>getAs("happened_at").toInstant().toString(),
                row.<String>getAs("department"),
                row.getAs("event"),
                row.getAs("record"),
                row.getAs("record_id"),
                row.getAs("employee_id"),
                row.getAs("detail"));
    }
}
