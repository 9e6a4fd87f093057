package dev.themodel.plan;

import dev.themodel.config.PlanSettings;
import dev.themodel.config.Scalars;
import dev.themodel.config.Spelling;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what people type for a plan, and collects every problem in it. */
final class PlanRequestReader {

    private static final Pattern AMOUNT = Pattern.compile("-?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,18})(\\.[0-9]{1,9})?");
    private static final Pattern COUNT = Pattern.compile("-?[0-9]{1,15}");

    private final List<String> problems = new ArrayList<>();

    private PlanRequestReader() {}

    static PlanRequest read(
            String revenue,
            Optional<String> dealValue,
            Optional<String> rates,
            Optional<String> counts,
            PlanSettings assumed) {
        PlanRequestReader reader = new PlanRequestReader();
        Optional<BigDecimal> amount = reader.amount("Revenue", revenue);
        Optional<BigDecimal> value = dealValue
                .flatMap(text -> reader.amount("Deal value", text))
                .or(() -> dealValue.isPresent() ? Optional.of(BigDecimal.ONE) : assumed.dealValue());
        Map<Stage, BigDecimal> shares = new TreeMap<>(assumed.rates());
        Map<Stage, BigDecimal> given = reader.byStage("rates", rates.orElse(""), "5% or 0.05", Scalars::share);
        shares.putAll(given);
        Map<Stage, Long> overrides =
                reader.byStage("counts", counts.orElse(""), "a whole number", PlanRequestReader::count);
        if (reader.problems.isEmpty()) {
            reader.missing(value, shares, overrides);
        }
        return reader.request(amount, value, shares, overrides);
    }

    /** What is typed well may still be wrong; both kinds of problems are told together. */
    private PlanRequest request(
            Optional<BigDecimal> revenue,
            Optional<BigDecimal> dealValue,
            Map<Stage, BigDecimal> rates,
            Map<Stage, Long> counts) {
        PlanRequest request;
        try {
            request = new PlanRequest(revenue.orElse(BigDecimal.ZERO), dealValue, rates, counts);
        } catch (InvalidPlan invalid) {
            problems.addAll(invalid.problems());
            throw new InvalidPlan(problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlan(problems);
        }
        return request;
    }

    /** A rate is needed where the stage above a planned one takes its need from it. */
    private void missing(Optional<BigDecimal> dealValue, Map<Stage, BigDecimal> rates, Map<Stage, Long> counts) {
        if (dealValue.isEmpty() && !counts.containsKey(Stage.DEAL)) {
            problems.add("Neither a deal value is given nor does plan.deal_value assume one");
        }
        List<Stage> without = PlanRequest.STAGES_WITH_RATE.stream()
                .filter(stage -> !rates.containsKey(stage) && !counts.containsKey(stage))
                .toList();
        if (!without.isEmpty()) {
            problems.add("No rate is given for " + codes(without)
                    + ", and plan.rates assumes none; write visitor=5%,lead=10%,opportunity=25%,meeting=50%");
        }
    }

    private Optional<BigDecimal> amount(String what, String text) {
        String stripped = text.strip();
        if (!AMOUNT.matcher(stripped).matches()) {
            problems.add(what + " '" + text + "' is not a number such as 10000000");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(stripped.replace(",", "")));
    }

    private <T> Map<Stage, T> byStage(String what, String text, String expected, Function<String, Optional<T>> read) {
        Map<Stage, T> values = new TreeMap<>();
        if (text.isBlank()) {
            return values;
        }
        for (String pair : text.split(",", -1)) {
            String[] sides = pair.split("=", -1);
            String code = sides[0].strip();
            if (sides.length != 2) {
                problems.add("'" + pair.strip() + "' among the " + what + " is not of the form stage=value");
            } else if (!codesOf(PlanRequest.STAGES).contains(code)) {
                problems.add("Unknown stage '" + code + "' among the " + what + "; " + known(code));
            } else {
                Optional<T> value = read.apply(sides[1].strip());
                if (value.isEmpty()) {
                    problems.add("'" + sides[1].strip() + "' of stage " + code + " among the " + what + " is not "
                            + expected);
                } else if (values.put(Stage.of(code), value.get()) != null) {
                    problems.add("Stage " + code + " stands twice among the " + what);
                }
            }
        }
        return values;
    }

    private static String known(String code) {
        List<String> nearest = Spelling.nearest(code, codesOf(PlanRequest.STAGES));
        return nearest.isEmpty() ? "known: " + codes(PlanRequest.STAGES) : "perhaps " + String.join(" or ", nearest);
    }

    private static Optional<Long> count(String text) {
        return COUNT.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    static String codes(List<Stage> stages) {
        return codesOf(stages).stream().collect(Collectors.joining(", "));
    }

    private static List<String> codesOf(List<Stage> stages) {
        return stages.stream().map(Stage::code).toList();
    }
}
