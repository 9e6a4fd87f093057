package dev.themodel.config;

import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the plan assumes instead of what was observed.
 *
 * @param rates by stage, the share of its units that go on to the next; above 0 and at most 1; stages not named are
 *     observed
 * @param dealValue the mean amount of a deal in the base currency; empty: observed
 */
public record PlanSettings(Map<Stage, BigDecimal> rates, Optional<BigDecimal> dealValue) {

    public PlanSettings {
        rates = Collections.unmodifiableMap(new TreeMap<>(rates));
    }
}
