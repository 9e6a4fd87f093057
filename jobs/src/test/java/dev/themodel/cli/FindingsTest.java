package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.night.Finding;
import dev.themodel.night.Findings;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of the full months before 15 May, and on the last day of April. */
class FindingsTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 5, 15);
    private static final String BOTTLENECK =
            "month,segment_type,segment,factor,planned,actual,contribution,rank,is_beyond_chance";
    private static final String QUALITY =
            "month,edge,segment_type,segment,delivered,answered,answered_in_time,complete,"
                    + "incomplete,most_missed_field";
    private static final String FEEDBACK =
            "month,from_department,to_department,subject_type,subject,delivered,accepted,"
                    + "rejected,pending,top_reason,won,revenue,renewed,churned,comments_open";

    private final SmallTables tables = new SmallTables();

    @BeforeEach
    void empty() {
        tables.fill("mart.bottleneck", BOTTLENECK);
        tables.fill("mart.handoff_quality", QUALITY);
        tables.fill("mart.stage_ledger", "month,edge,carried_out");
        tables.fill("mart.feedback", FEEDBACK);
    }

    @Test
    void theFactorThatCostMostInTheLatestFullMonthIsTheLeak() {
        tables.fill(
                "mart.bottleneck",
                BOTTLENECK,
                "2026-03-01,all,all,visitors,16000,14000,-1250000.00,1,",
                "2026-04-01,all,all,visitors,16000,15000,-625000.00,2,",
                "2026-04-01,all,all,meeting_rate,0.25,0.2,-1875000.40,1,true",
                "2026-04-01,channel,email,lead_rate,0.05,0.01,-9999999.00,1,true",
                // the month that runs is no full one
                "2026-05-01,all,all,visitors,16000,8000,-5000000.00,1,");
        assertThat(sentence("leak"))
                .isEqualTo(
                        "In 2026-04 the meeting rate (meetings an opportunity) cost most: 20.0 % instead of the planned"
                                + " 25.0 %, 1,875,000 JPY less revenue of new deals; that is beyond chance.");
        assertThat(finding("leak").figures())
                .containsEntry("factor", "meeting_rate")
                .containsEntry("month", "2026-04");
    }

    @Test
    void whetherByChanceIsSaidOnlyOfWhatCanBeJudged() {
        tables.fill("mart.bottleneck", BOTTLENECK, "2026-04-01,all,all,opportunity_rate,0.1,0.08,-2000000,1,");
        assertThat(sentence("leak")).endsWith("; whether by chance is known once the month's cohort is mature.");
        tables.fill("mart.bottleneck", BOTTLENECK, "2026-04-01,all,all,lead_rate,0.05,0.049,-200000,1,false");
        assertThat(sentence("leak")).endsWith("; that may be chance.");
        tables.fill("mart.bottleneck", BOTTLENECK, "2026-04-01,all,all,deal_value,1000000,900000,-1000000,1,");
        assertThat(sentence("leak"))
                .isEqualTo("In 2026-04 the value of a deal cost most: 900,000 JPY instead of the planned 1,000,000 JPY,"
                        + " 1,000,000 JPY less revenue of new deals; chance is judged for rates alone.");
    }

    @Test
    void withoutALossOrAPlanThereIsNoLeak() {
        tables.fill("mart.bottleneck", BOTTLENECK, "2026-04-01,all,all,visitors,16000,16001,625.00,1,");
        assertThat(sentence("leak"))
                .isEqualTo("In 2026-04 nothing cost money against the plan: even the weakest factor, the number of"
                        + " visitors, brought 625 JPY more than planned.");
        tables.fill("mart.bottleneck", BOTTLENECK, "2026-04-01,all,all,visitors,,16001,,,");
        assertThat(sentence("leak")).startsWith("Where the process leaks can't be told yet");
        assertThat(finding("leak").figures()).isEmpty();
    }

    @Test
    void theHandOverAnsweredInTimeLeastIsTheWeakest() {
        tables.fill(
                "mart.handoff_quality",
                QUALITY,
                "2026-01-01,lead,all,all,100,0,0,0,100,company",
                "2026-02-01,lead,all,all,800,790,700,500,300,company",
                "2026-04-01,lead,all,all,800,790,700,500,300,interest",
                "2026-02-01,opportunity,all,all,60,50,40,30,20,budget",
                "2026-04-01,opportunity,all,all,40,20,10,15,15,need",
                "2026-04-01,opportunity,owner,E1,40,0,0,0,0,need",
                "2026-05-01,lead,all,all,100,0,0,0,100,company");
        tables.fill(
                "mart.stage_ledger",
                "month,edge,carried_out",
                "2026-04-01,opportunity,7",
                "2026-04-01,lead,120",
                "2026-05-01,opportunity,9");
        // 50 of 100 against 1,400 of 1,600; 45 of the 80 whose fields are known
        assertThat(sentence("hand_over"))
                .isEqualTo(
                        "The weakest hand-over is Inside Sales to Field Sales: of 100 opportunities delivered from 2026-02"
                                + " to 2026-04, 50 (50.0 %) were accepted within 16 business hours and 45 (56.3 %) of the 80 that"
                                + " can be judged came with every required field, most often without need; when 2026-04 ended, 7"
                                + " waited for an answer.");
    }

    @Test
    void aMissingMailAddressIsExplainedWhereNoKeyIsSet() {
        tables.fill("mart.handoff_quality", QUALITY, "2026-04-01,lead,all,all,10,10,10,0,10,email_hash");
        assertThat(sentence("hand_over"))
                .isEqualTo("The weakest hand-over is Marketing to Inside Sales: of 10 leads delivered from 2026-02 to"
                        + " 2026-04, 10 (100.0 %) were contacted within 8 business hours and 0 (0.0 %) came with every"
                        + " required field, most often without email_hash (no e-mail key is set); when 2026-04 ended, 0"
                        + " waited for an answer.");
    }

    @Test
    void eachDepartmentTellsOfTheMonthsInWhichItIsDecided() {
        tables.fill(
                "mart.feedback",
                FEEDBACK,
                // leads are looked at for 3 months, opportunities for 7, deals for 15
                "2026-01-01,inside_sales,marketing,all,all,999,999,0,0,old,,,,,9",
                "2026-02-01,inside_sales,marketing,all,all,100,30,50,20,budget,,,,,1",
                "2026-04-01,inside_sales,marketing,all,all,100,10,20,70,,,,,,1",
                "2026-04-01,inside_sales,marketing,channel,email,100,10,20,70,size,,,,,",
                "2025-10-01,field_sales,inside_sales,all,all,40,30,5,5,no need,10,12000000,,,0",
                "2025-09-01,field_sales,inside_sales,all,all,99,99,0,0,,99,99,,,0",
                "2025-02-01,customer_success,marketing,all,all,12,12,0,0,too dear,,,8,3,0",
                "2025-01-01,customer_success,marketing,all,all,99,99,0,0,,,,99,0,0",
                // a comment alone is not a delivery
                "2026-04-01,marketing,field_sales,all,all,0,0,0,0,,,,,,1");
        assertThat(findings().stream()
                        .filter(finding -> finding.topic().equals("feedback"))
                        .map(Finding::sentence))
                .containsExactly(
                        "Inside Sales tells Marketing: of 200 leads delivered from 2026-02 to 2026-04, 40 (20.0 %) were"
                                + " accepted and 70 (35.0 %) rejected, in 2026-02 most often for \"budget\"; 2 comments"
                                + " wait for an answer.",
                        "Field Sales tells Inside Sales: of 40 opportunities delivered from 2025-10 to 2026-04, 30 (75.0 %)"
                                + " were accepted, 10 (25.0 %) won, worth 12,000,000 JPY, and 5 (12.5 %) rejected, in"
                                + " 2025-10 most often for \"no need\".",
                        "Customer Success tells Marketing: of 12 deals delivered from 2025-02 to 2026-04, 8 were renewed and"
                                + " 3 churned, in 2025-02 most often for \"too dear\".");
    }

    @Test
    void aMonthIsFullOnItsLastDayAndEmptyMartsAreSaidToBe() {
        assertThat(Findings.of(tables.spark(), Settings.shipped(), LocalDate.of(2026, 4, 30), true))
                .extracting(Finding::sentence)
                .element(1)
                .isEqualTo(
                        "No hand-over can be judged: from 2026-02 to 2026-04 nothing was delivered to another department.");
        assertThat(findings()).extracting(Finding::topic).containsExactly("leak", "hand_over", "feedback");
        assertThat(sentence("feedback"))
                .isEqualTo("No department has been delivered anything yet to tell another about.");
    }

    private List<Finding> findings() {
        return Findings.of(tables.spark(), Settings.shipped(), AS_OF, false);
    }

    private Finding finding(String topic) {
        return findings().stream()
                .filter(finding -> finding.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private String sentence(String topic) {
        return finding(topic).sentence();
    }
}
