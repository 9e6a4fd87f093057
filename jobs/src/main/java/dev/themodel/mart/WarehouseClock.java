package dev.themodel.mart;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Between which days the warehouse knows of anything. Nothing reads the wall clock.
 *
 * @param asOf the greatest business date ever run
 * @param firstDate business date of the first entry into a stage, visit, or first renewal due; empty where there is none
 */
public record WarehouseClock(LocalDate asOf, Optional<LocalDate> firstDate) {

    public WarehouseClock {
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(firstDate);
    }
}
