package dev.themodel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.themodel.config.Settings;
import dev.themodel.model.Stage;
import dev.themodel.plan.PlanRequest;
import dev.themodel.plan.ReversePlan;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over a year the company's funnel is that of the plan: 16,000 visitors a month, 5 %, 10 %, 25 %, 50 %. */
class ProportionsTest {

    private static FunnelTruth funnel;

    @BeforeAll
    static void simulateAYearThatIsWrittenNowhere() throws IOException {
        SimulationOptions options = SimulationOptions.of(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31));
        funnel = new Simulation(options)
                .write(path -> OutputStream.nullOutputStream())
                .truth()
                .funnel();
    }

    @Test
    void aYearHasTwelveMonthsOfVisitors() {
        assertThat((double) sum(Stage.VISITOR, FunnelTruth.MonthTruth::entered)).isCloseTo(192_000, within(1_500.0));
    }

    @Test
    void eachStageIsItsShareOfTheOneBefore() {
        assertThat(rate(Stage.LEAD, Stage.VISITOR)).isCloseTo(0.05, within(0.001));
        assertThat(rate(Stage.OPPORTUNITY, Stage.LEAD)).isCloseTo(0.10, within(0.003));
        assertThat(rate(Stage.MEETING, Stage.OPPORTUNITY)).isCloseTo(0.25, within(0.02));
        assertThat(rate(Stage.DEAL, Stage.MEETING)).isCloseTo(0.50, within(0.05));
    }

    @Test
    void itsTargetAtItsOwnRatesTakesItsOwnNumbers() {
        Company company = Company.ofThePlan();
        Entity target = new Targets(1).of(LocalDate.of(2025, 1, 1)).get(0);
        String rates = "visitor=" + oneIn(company.visitorsPerLead()) + ",lead=" + oneIn(company.leadsPerOpportunity())
                + ",opportunity=" + oneIn(company.opportunitiesPerMeeting()) + ",meeting="
                + oneIn(company.meetingsPerDeal());
        ReversePlan plan = ReversePlan.of(PlanRequest.parse(
                target.value("revenue").toString(),
                Optional.of(target.value("average_deal_value").toString()),
                Optional.of(rates),
                Optional.empty(),
                Settings.shipped().plan()));
        assertThat(target.value("revenue")).isEqualTo(BigDecimal.valueOf(10_000_000));
        assertThat(PlanRequest.STAGES.stream()
                        .map(stage -> plan.required(stage).orElseThrow().longValueExact()))
                .containsExactly((long) company.visitorsAMonth(), 800L, 80L, 20L, 10L);
    }

    /** The rate of one in so many, which is exact for the company's. */
    private static String oneIn(int count) {
        return BigDecimal.ONE.divide(BigDecimal.valueOf(count)).toPlainString();
    }

    @Test
    void aDealIsWorthAboutAMillionYen() {
        BigDecimal revenue = funnel.months().stream()
                .map(FunnelTruth.MonthTruth::amountBase)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long deals = funnel.months().stream()
                .filter(month -> month.stage() == Stage.DEAL)
                .mapToLong(month -> month.entered() - month.withoutRate())
                .sum();
        assertThat(revenue.doubleValue() / deals).isCloseTo(1_000_000, within(80_000.0));
    }

    @Test
    void fourOfFiveContractsAreRenewed() {
        double due = sum(Stage.RENEWAL, FunnelTruth.MonthTruth::upstreamDue);
        assertThat(due).isGreaterThan(80);
        assertThat(sum(Stage.RENEWAL, FunnelTruth.MonthTruth::entered) / due).isCloseTo(0.8, within(0.1));
    }

    private static double rate(Stage stage, Stage before) {
        return (double) sum(stage, FunnelTruth.MonthTruth::entered) / sum(before, FunnelTruth.MonthTruth::entered);
    }

    private static long sum(Stage stage, ToLongFunction<FunnelTruth.MonthTruth> figure) {
        return funnel.months().stream()
                .filter(month -> month.stage() == stage && month.month().getYear() == 2025)
                .mapToLong(figure)
                .sum();
    }
}
