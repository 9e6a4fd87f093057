package dev.themodel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.themodel.config.PlanSettings;
import dev.themodel.config.Settings;
import dev.themodel.config.StageSettings;
import dev.themodel.model.Department;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReversePlanTest {

    private static final String RATES = "visitor=5%,lead=10%,opportunity=25%,meeting=50%";
    private static final PlanSettings NOTHING_ASSUMED = new PlanSettings(Map.of(), Optional.empty());

    @Test
    void theExamplesPlanIsExact() {
        ReversePlan plan = plan("10000000", "1000000", RATES);
        assertRequired(plan, 16_000, 800, 80, 20, 10);
        assertThat(plan.requiredExact(Stage.OPPORTUNITY).orElseThrow()).isEqualTo(new BigDecimal("80.000000000"));
    }

    @Test
    void departmentsShareByTheLastStageTheyConsume() {
        ReversePlan plan = plan("10000000", "1000000", RATES);
        assertThat(plan.shares(Settings.shipped().stages()))
                .containsExactly(
                        Map.entry(Department.MARKETING, Stage.VISITOR),
                        Map.entry(Department.INSIDE_SALES, Stage.LEAD),
                        Map.entry(Department.FIELD_SALES, Stage.MEETING),
                        Map.entry(Department.CUSTOMER_SUCCESS, Stage.DEAL));
        Map<Stage, StageSettings> withoutInsideSales =
                new EnumMap<>(Settings.shipped().stages());
        withoutInsideSales.put(
                Stage.LEAD, new StageSettings(Stage.LEAD, "Lead", "見込み客", Department.MARKETING, Department.MARKETING));
        assertThat(plan.shares(withoutInsideSales))
                .containsEntry(Department.MARKETING, Stage.LEAD)
                .doesNotContainKey(Department.INSIDE_SALES);
    }

    /** 1 / 0.3 = 3.333… meetings; 3.333… / 0.3 = 11.111…; were the meetings rounded up first, 4 / 0.3 = 13.333…. */
    @Test
    void nothingIsRoundedAlongTheChain() {
        ReversePlan plan = plan("100", "100", "visitor=1,lead=1,opportunity=0.3,meeting=0.3");
        assertRequired(plan, 12, 12, 12, 4, 1);
        assertThat(plan.requiredExact(Stage.MEETING)).contains(new BigDecimal("3.333333333"));
        assertThat(plan.requiredExact(Stage.OPPORTUNITY)).contains(new BigDecimal("11.111111111"));
    }

    /** 21 / 0.35 is 60; in floating point it is 60.00000000000001, which would plan for 61. */
    @Test
    void decimalsAreNoFloatingPointNumbers() {
        ReversePlan plan = plan("2100", "100", "visitor=100%,lead=100%,opportunity=10%,meeting=35%");
        assertRequired(plan, 600, 600, 600, 60, 21);
        assertThat(plan.requiredExact(Stage.MEETING)).contains(new BigDecimal("60.000000000"));
    }

    /** 100 / 300 deals are a third of one; over a rate of 1 in 3000000 a million, where 0.333333333 would lack one. */
    @Test
    void aThirdIsAThird() {
        ReversePlan plan = plan("100", "300", "visitor=1,lead=0.001,opportunity=0.001,meeting=1");
        assertThat(plan.requiredExact(Stage.DEAL)).contains(new BigDecimal("0.333333333"));
        assertThat(plan.requiredExact(Stage.VISITOR)).contains(new BigDecimal("333333.333333333"));
    }

    /** 80.0000000001 is 80.000000000 to 9 decimals, and it is that which is rounded up. */
    @Test
    void wholeUnitsAreThoseOfTheNineDecimals() {
        ReversePlan plan = plan("8000000000.01", "100000000", "visitor=1,lead=1,opportunity=1,meeting=1");
        assertThat(plan.requiredExact(Stage.DEAL)).contains(new BigDecimal("80.000000000"));
        assertThat(plan.required(Stage.DEAL)).contains(new BigDecimal("80"));
        assertThat(plan("8000000001", "100000000", RATES).required(Stage.DEAL)).contains(new BigDecimal("81"));
    }

    @Test
    void aCountOverridesTheNeedAndTheStagesAboveGoOnFromIt() {
        ReversePlan plan = ReversePlan.of(PlanRequest.parse(
                "10000000",
                Optional.of("1000000"),
                Optional.of(RATES),
                Optional.of("opportunity=100"),
                NOTHING_ASSUMED));
        assertRequired(plan, 20_000, 1_000, 100, 20, 10);
    }

    @Test
    void withCountsNeitherTheirRatesNorADealValueAreNeeded() {
        ReversePlan plan = ReversePlan.of(PlanRequest.parse(
                "0",
                Optional.empty(),
                Optional.of("visitor=50%,lead=50%,opportunity=50%"),
                Optional.of("meeting=3,deal=1"),
                NOTHING_ASSUMED));
        assertRequired(plan, 24, 12, 6, 3, 1);
    }

    @Test
    void noRevenueNeedsNothing() {
        assertRequired(plan("0", "1000000", RATES), 0, 0, 0, 0, 0);
    }

    @Test
    void anUnknownRateLeavesTheStagesAboveUnknown() {
        ReversePlan plan = ReversePlan.of(new PlanRequest(
                BigDecimal.TEN,
                Optional.of(BigDecimal.ONE),
                Map.of(Stage.VISITOR, BigDecimal.ONE, Stage.MEETING, new BigDecimal("0.5")),
                Map.of()));
        assertThat(plan.required(Stage.MEETING)).contains(new BigDecimal("20"));
        assertThat(plan.required(Stage.OPPORTUNITY)).isEmpty();
        assertThat(plan.required(Stage.VISITOR)).isEmpty();
    }

    @Test
    void whatIsNotGivenIsAsTheConfigurationAssumes() {
        PlanSettings assumed = new PlanSettings(
                Map.of(
                        Stage.VISITOR, new BigDecimal("0.05"),
                        Stage.LEAD, new BigDecimal("0.1"),
                        Stage.OPPORTUNITY, new BigDecimal("0.25"),
                        Stage.MEETING, new BigDecimal("0.9")),
                Optional.of(new BigDecimal("1000000")));
        ReversePlan plan = ReversePlan.of(PlanRequest.parse(
                "10,000,000", Optional.empty(), Optional.of(" meeting = 50 % "), Optional.empty(), assumed));
        assertRequired(plan, 16_000, 800, 80, 20, 10);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(problems("-5", "0", "visitor=0,lead=110%,opportunity=-25%,meeting=50%"))
                .hasSize(5)
                .anyMatch(problem -> problem.equals("Rate 1.10 of stage lead is not above 0 and at most 1 (100%)"));
        assertThat(problems("ten", "1e6", "visitors=5%,lead,meeting=half,deal=5%,lead=1%,lead=2%"))
                .containsExactly(
                        "Revenue 'ten' is not a number such as 10000000",
                        "Deal value '1e6' is not a number such as 10000000",
                        "Unknown stage 'visitors' among the rates; perhaps visitor",
                        "'lead' among the rates is not of the form stage=value",
                        "'half' of stage meeting among the rates is not 5% or 0.05",
                        "Stage lead stands twice among the rates",
                        "Stage deal has no rate in a plan; those with one: visitor, lead, opportunity, meeting");
        assertThat(problems("10", "1", "visitor=5%,meeting=50%"))
                .containsExactly("No rate is given for lead, opportunity, and plan.rates assumes none; write"
                        + " visitor=5%,lead=10%,opportunity=25%,meeting=50%");
    }

    @Test
    void aManagerReadsIt() {
        String text = new PlanTable(plan("10000000", "1000000", RATES), Settings.shipped()).text();
        assertThat(text.lines())
                .containsExactly(
                        "Planned revenue 10,000,000 JPY, at 1,000,000 JPY a deal",
                        "",
                        "Stage                  Required  Rate to next  Produced by   Worked on by",
                        "-----------  --------  --------  ------------  ------------  ----------------",
                        "Visitor      来訪者      16,000           5 %  Marketing     Marketing",
                        "Lead         見込み客       800          10 %  Marketing     Inside Sales",
                        "Opportunity  案件            80          25 %  Inside Sales  Field Sales",
                        "Meeting      商談            20          50 %  Field Sales   Field Sales",
                        "Deal         受注            10                Field Sales   Customer Success",
                        "",
                        "Department                             Share  Of",
                        "----------------  ------------------  ------  --------------",
                        "Marketing         マーケティング      16,000  Visitor 来訪者",
                        "Inside Sales      インサイドセールス     800  Lead 見込み客",
                        "Field Sales       フィールドセールス      20  Meeting 商談",
                        "Customer Success  カスタマーサクセス      10  Deal 受注");
    }

    @Test
    void programsReadIt() {
        Map<String, Object> json = new PlanTable(plan("10000000", "1000000", RATES), Settings.shipped()).json();
        assertThat(json).containsEntry("revenue", new BigDecimal("10000000")).containsEntry("currency", "JPY");
        List<?> stages = (List<?>) json.get("stages");
        assertThat(stages).hasSize(5);
        assertThat((Map<?, ?>) stages.get(0))
                .isEqualTo(Map.of(
                        "stage", "visitor",
                        "english", "Visitor",
                        "japanese", "来訪者",
                        "rate", new BigDecimal("0.05"),
                        "required_exact", new BigDecimal("16000.000000000"),
                        "required", new BigDecimal("16000"),
                        "producing_department", "marketing",
                        "consuming_department", "marketing"));
        assertThat((Map<String, ?>) (Map<?, ?>) ((List<?>) json.get("departments")).get(2))
                .isEqualTo(Map.of(
                        "department", "field_sales",
                        "english", "Field Sales",
                        "japanese", "フィールドセールス",
                        "stage", "meeting",
                        "required", new BigDecimal("20")));
    }

    private static ReversePlan plan(String revenue, String dealValue, String rates) {
        return ReversePlan.of(PlanRequest.parse(
                revenue, Optional.of(dealValue), Optional.of(rates), Optional.empty(), NOTHING_ASSUMED));
    }

    private static List<String> problems(String revenue, String dealValue, String rates) {
        return catchThrowableOfType(InvalidPlan.class, () -> plan(revenue, dealValue, rates))
                .problems();
    }

    private static void assertRequired(ReversePlan plan, long... required) {
        for (int i = 0; i < required.length; i++) {
            Stage stage = plan.stages().get(i);
            assertThat(plan.required(stage)).as(stage.code()).contains(BigDecimal.valueOf(required[i]));
        }
    }
}
