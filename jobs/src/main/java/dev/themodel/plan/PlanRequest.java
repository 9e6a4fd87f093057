package dev.themodel.plan;

import dev.themodel.config.PlanSettings;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a reverse plan starts from.
 *
 * @param revenue to be won from new deals, in the base currency; 0 or more
 * @param dealValue mean amount of a deal, above 0; empty: unknown
 * @param rates by stage (visitor to meeting), the share of its units that go on; above 0 and at most 1; a stage not
 *     named has no known rate
 * @param counts by stage (visitor to deal), units to plan with whatever the stages below need; 0 or more
 */
public record PlanRequest(
        BigDecimal revenue, Optional<BigDecimal> dealValue, Map<Stage, BigDecimal> rates, Map<Stage, Long> counts) {

    /** The stages that are planned; what comes after a deal is no part of it. */
    public static final List<Stage> STAGES =
            List.of(Stage.VISITOR, Stage.LEAD, Stage.OPPORTUNITY, Stage.MEETING, Stage.DEAL);

    static final List<Stage> STAGES_WITH_RATE = STAGES.subList(0, STAGES.size() - 1);

    /** @throws InvalidPlan with everything that is wrong */
    public PlanRequest {
        rates = Collections.unmodifiableMap(new TreeMap<>(rates));
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        List<String> problems = problems(revenue, dealValue, rates, counts);
        if (!problems.isEmpty()) {
            throw new InvalidPlan(problems);
        }
    }

    /**
     * Reads a request as people type it: {@code 10,000,000}, {@code 1000000} and
     * {@code visitor=5%,lead=10%,opportunity=25%,meeting=0.5}.
     *
     * @param dealValue empty: as assumed
     * @param rates of some stages or none; the others are as assumed
     * @param counts such as {@code lead=900}, or empty
     * @param assumed what the configuration says
     * @throws InvalidPlan with everything that is wrong, also what is needed and neither given nor assumed
     */
    public static PlanRequest parse(
            String revenue,
            Optional<String> dealValue,
            Optional<String> rates,
            Optional<String> counts,
            PlanSettings assumed) {
        return PlanRequestReader.read(revenue, dealValue, rates, counts, assumed);
    }

    private static List<String> problems(
            BigDecimal revenue, Optional<BigDecimal> dealValue, Map<Stage, BigDecimal> rates, Map<Stage, Long> counts) {
        List<String> problems = new ArrayList<>();
        if (revenue.signum() < 0) {
            problems.add("Revenue " + revenue.toPlainString() + " is negative; give 0 or more");
        }
        dealValue
                .filter(value -> value.signum() <= 0)
                .ifPresent(value -> problems.add("Deal value " + value.toPlainString()
                        + " is not above 0; no number of such deals" + " makes up the revenue"));
        rates.forEach((stage, rate) -> {
            if (!STAGES_WITH_RATE.contains(stage)) {
                problems.add("Stage " + stage.code() + " has no rate in a plan; those with one: "
                        + PlanRequestReader.codes(STAGES_WITH_RATE));
            } else if (rate.signum() <= 0 || rate.compareTo(BigDecimal.ONE) > 0) {
                problems.add("Rate " + rate.toPlainString() + " of stage " + stage.code()
                        + " is not above 0 and at most 1 (100%)");
            }
        });
        counts.forEach((stage, count) -> {
            if (!STAGES.contains(stage)) {
                problems.add(
                        "Stage " + stage.code() + " is not planned; those planned: " + PlanRequestReader.codes(STAGES));
            } else if (count < 0) {
                problems.add("Count " + count + " of stage " + stage.code() + " is negative; give 0 or more");
            }
        });
        return problems;
    }
}
