package dev.themodel.plan;

import dev.themodel.config.StageSettings;
import dev.themodel.model.Department;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many units each stage needs so that a revenue is won. Reckoned from the last stage to the first: the deals that
 * make up the revenue, then for each stage before, the need of the stage after it over its rate. Nothing is rounded
 * along the way.
 */
public final class ReversePlan {

    private final PlanRequest request;
    private final Map<Stage, Rational> needs = new EnumMap<>(Stage.class);

    private ReversePlan(PlanRequest request) {
        this.request = request;
    }

    /** Reckons a plan; a stage for which a rate or the deal value is unknown has no need, nor have those before it. */
    public static ReversePlan of(PlanRequest request) {
        ReversePlan plan = new ReversePlan(request);
        Optional<Rational> ofNext = Optional.empty();
        for (int i = PlanRequest.STAGES.size() - 1; i >= 0; i--) {
            Stage stage = PlanRequest.STAGES.get(i);
            Optional<Rational> need = plan.need(stage, ofNext);
            need.ifPresent(exact -> plan.needs.put(stage, exact));
            ofNext = need;
        }
        return plan;
    }

    private Optional<Rational> need(Stage stage, Optional<Rational> ofNext) {
        if (request.counts().containsKey(stage)) {
            return Optional.of(Rational.of(BigDecimal.valueOf(request.counts().get(stage))));
        }
        if (stage == Stage.DEAL) {
            return request.dealValue()
                    .map(value -> Rational.of(request.revenue()).dividedBy(value));
        }
        return rate(stage).flatMap(rate -> ofNext.map(next -> next.dividedBy(rate)));
    }

    /** What the plan starts from. */
    public PlanRequest request() {
        return request;
    }

    /** The stages of the plan, in the funnel's order. */
    public List<Stage> stages() {
        return PlanRequest.STAGES;
    }

    /** The share of the stage's units that go on to the next; empty for deals, and where unknown. */
    public Optional<BigDecimal> rate(Stage stage) {
        return Optional.ofNullable(request.rates().get(stage));
    }

    /** Units needed, to 9 decimals half-up; empty where unknown. */
    public Optional<BigDecimal> requiredExact(Stage stage) {
        return Optional.ofNullable(needs.get(stage)).map(need -> need.rounded(9));
    }

    /** Units needed, up to whole units of {@link #requiredExact}; empty where unknown. */
    public Optional<BigDecimal> required(Stage stage) {
        return requiredExact(stage).map(exact -> exact.setScale(0, RoundingMode.CEILING));
    }

    /**
     * The stage whose number is each department's share of the plan: the last one it consumes, in the order of the
     * departments. A department that consumes none of the planned stages has no share.
     */
    public Map<Department, Stage> shares(Map<Stage, StageSettings> settings) {
        Map<Department, Stage> shares = new LinkedHashMap<>();
        for (Department department : Department.values()) {
            PlanRequest.STAGES.stream()
                    .filter(stage -> settings.get(stage).consuming() == department)
                    .reduce((earlier, later) -> later)
                    .ifPresent(stage -> shares.put(department, stage));
        }
        return shares;
    }
}
