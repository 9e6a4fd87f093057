package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.config.Settings;
import dev.themodel.model.Department;
import dev.themodel.night.WrongUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What marketing is told as of 30 April: two months of leads, forty opportunities, a few records and comments. */
class FeedbackTest {

    @TempDir
    Path folder;

    private final SmallTables tables = new SmallTables();

    @BeforeEach
    void fill() {
        AnalysisQuery records = tables.query(AnalysisQuery.FEEDBACK_RECORD);
        AnalysisQuery comments = tables.query(AnalysisQuery.FEEDBACK_COMMENT);
        tables.empty(records);
        tables.empty(comments);
        tables.fill("ops.published", "night", "2026-04-30");
        tables.fill(
                "mart.segment_label",
                "segment_type,segment,segment_label",
                "campaign,C1,春の展示会",
                "campaign,C2,\"Best\" offer");
        tables.fill(
                "mart.feedback",
                "month,from_department,to_department,subject_type,subject,delivered,accepted,rejected,pending,won,revenue",
                // before the months of the page
                "2026-01-01,inside_sales,marketing,all,all,999,999,0,0,,",
                "2026-02-01,inside_sales,marketing,all,all,100,30,50,20,,",
                "2026-04-01,inside_sales,marketing,all,all,100,10,20,70,,",
                "2026-02-01,inside_sales,marketing,channel,referral,40,20,20,0,,",
                "2026-04-01,inside_sales,marketing,channel,referral,60,8,10,42,,",
                "2026-02-01,inside_sales,marketing,channel,display,60,10,30,20,,",
                "2026-04-01,inside_sales,marketing,channel,display,40,2,10,28,,",
                // too few to be held against the others
                "2026-02-01,inside_sales,marketing,campaign,C1,19,19,0,0,,",
                "2026-02-01,inside_sales,marketing,campaign,C2,81,11,50,20,,",
                "2026-03-01,field_sales,marketing,all,all,40,30,5,5,10,12000000",
                "2026-03-01,field_sales,inside_sales,all,all,50,30,10,10,10,12000000");
        tables.fill(
                "mart.handover",
                "edge,unit_id,is_not_counted,delivered_month,outcome,reason",
                "lead,L1,false,2026-02-01,rejected,budget",
                "lead,L2,false,2026-02-01,rejected,budget",
                "lead,L3,false,2026-02-01,accepted,",
                "lead,L4,true,2026-02-01,rejected,spam",
                "opportunity,O1,false,2026-03-01,accepted,",
                "opportunity,O2,false,2026-03-01,rejected,size",
                "deal,D1,false,2026-04-01,accepted,");
        tables.fill("star.fact_lead", "lead_id,opportunity_id", "L1,", "L2,", "L3,O1");
        // the second opportunity of the lead is no news to marketing
        tables.fill("star.fact_opportunity", "opportunity_id,upstream_lead_id", "O1,L3", "O2,L3");
        tables.fill("star.fact_deal", "deal_id,opportunity_id,is_entered,amount_base", "D1,O1,true,1000000");
        tables.fill(
                "star.fact_renewal",
                "renewal_id,deal_id,due_date,is_renewed,is_churned,churn_reason",
                "R1,D1,2026-04-20,false,true,too dear",
                "R2,D1,2026-04-25,false,true,");
        tables.fill(
                "raw.feedback",
                "feedback_id,from_department,to_department,created_at,updated_at,category,body,status,acknowledged_at,"
                        + "done_at,action,is_deleted",
                "F1,field_sales,marketing,2026-04-02 01:00:00,2026-04-02 01:00:00,fit,too small,open,,,,false",
                "F2,inside_sales,marketing,2026-03-01 01:00:00,2026-03-05 01:00:00,data,no phone,done,2026-03-03 01:00:00,"
                        + "2026-03-05 01:00:00,form changed,false",
                "F3,inside_sales,marketing,2026-05-01 01:00:00,2026-05-01 01:00:00,data,after as_of,open,,,,false",
                "F4,inside_sales,marketing,2026-04-01 01:00:00,2026-04-01 01:00:00,data,taken back,open,,,,true");
    }

    @Test
    void thePageTellsInPlainWordsWhatTheOthersLearnt() {
        assertThat(page(Department.MARKETING).markdown())
                .startsWith("# What the others tell Marketing\n")
                .contains(
                        "Of 200 leads you handed over since 2026-02, Inside Sales accepted 40 (20.0 %) and rejected 70 (35.0 %);"
                                + " 90 have no answer yet.")
                .contains("The most frequent reason to say no: \"budget\" (2).")
                .contains("- by channel: referral 28.0 % (28 of 100), display 12.0 % (12 of 100)")
                .doesNotContain("by campaign")
                .contains(
                        "Of 40 of your leads that became opportunities since 2025-10, Field Sales accepted 30 (75.0 %) and rejected"
                                + " 5 (12.5 %); 5 have no answer yet. 10 (25.0 %) were won, worth 12,000,000 JPY.")
                .contains(
                        "2 comments since 2026-02: 1 open, 0 acknowledged, 1 done; half were acknowledged within 2 days; half of those"
                                + " done were within 4 days.")
                .contains("- 2026-04-02, Field Sales: fit: too small")
                .contains("## What the numbers mean");
    }

    @Test
    void aDepartmentThatDeliversNothingIsToldSo() {
        assertThat(page(Department.CUSTOMER_SUCCESS).markdown())
                .contains("Nothing that Customer Success delivers has reached another department in these months.")
                .contains("No comments were made since 2026-02.");
    }

    @Test
    void theFolderHasThePageATableASubjectTypeAndTheRecords() throws IOException {
        List<String> files = new FeedbackFolder(folder.toString())
                .write(Department.MARKETING, page(Department.MARKETING), tables.spark());
        assertThat(files)
                .containsExactly(
                        "feedback.md",
                        "all.csv",
                        "channel.csv",
                        "campaign.csv",
                        "content.csv",
                        "records.csv",
                        "comments.csv");
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written.map(file -> file.getFileName().toString()))
                    .as("nothing else")
                    .containsExactlyInAnyOrderElementsOf(files);
        }
        assertThat(lines("records.csv"))
                .containsExactly(
                        "\uFEFFmonth,from_department,record,lead_id,opportunity_id,deal_id,outcome,reason,revenue",
                        "2026-02-01,inside_sales,lead,L1,,,rejected,budget,",
                        "2026-02-01,inside_sales,lead,L2,,,rejected,budget,",
                        "2026-02-01,inside_sales,lead,L3,O1,,accepted,,",
                        "2026-03-01,field_sales,opportunity,L3,O1,,accepted,,1000000.00",
                        "2026-04-01,customer_success,deal,L3,O1,D1,churned,too dear,1000000.00");
        assertThat(lines("campaign.csv").get(1)).startsWith("2026-02-01,inside_sales,campaign,C1,春の展示会,19,19,0,0,");
        assertThat(lines("campaign.csv").get(2))
                .startsWith("2026-02-01,inside_sales,campaign,C2,\"\"\"Best\"\" offer\",81,11,50,20,");
        assertThat(lines("all.csv")).as("all months").hasSize(5);
        assertThat(lines("content.csv")).as("a header alone").hasSize(1);
        assertThat(lines("comments.csv"))
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("2026-04-02,field_sales,open,fit,too small,");
    }

    @Test
    void fieldSalesOpportunitiesAreToldToInsideSalesAllOfThem() {
        page(Department.INSIDE_SALES);
        assertThat(tables.spark().table(FeedbackFigures.RECORDS).collectAsList().stream()
                        .map(row -> row.mkString("|")))
                .containsExactly(
                        "2026-03-01|field_sales|opportunity|L3|O1|null|accepted|null|1000000.00",
                        "2026-03-01|field_sales|opportunity|L3|O2|null|rejected|size|0.00");
    }

    @Test
    void anUnknownDepartmentIsWrongUsageThatNamesTheFour() {
        assertThat(FeedbackCommand.department("Inside_Sales")).isEqualTo(Department.INSIDE_SALES);
        assertThatThrownBy(() -> FeedbackCommand.department("sales"))
                .isInstanceOf(WrongUsage.class)
                .hasMessage(
                        "Unknown department 'sales'; known: marketing, inside_sales, field_sales, customer_success");
        assertThat(Warehouse.run("feedback", "--department", "sales", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(Warehouse.run("feedback", "--department", "marketing")).isEqualTo(2);
    }

    private FeedbackPage page(Department told) {
        Map<String, String> parameters = Map.of("department", told.code());
        tables.query(AnalysisQuery.FEEDBACK_RECORD)
                .rows(tables.spark(), parameters)
                .createOrReplaceTempView(FeedbackFigures.RECORDS);
        tables.query(AnalysisQuery.FEEDBACK_COMMENT)
                .rows(tables.spark(), parameters)
                .createOrReplaceTempView(FeedbackFigures.COMMENTS);
        return new FeedbackFigures(tables.spark(), told, LocalDate.of(2026, 4, 30), Settings.shipped()).page();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }
}
