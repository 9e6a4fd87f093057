package dev.themodel.simulate;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What to simulate.
 *
 * @param from the first drop's business day; before it the company had a CRM but no web tracking
 * @param to the last drop's business day
 * @param seed the same seed and options yield the same bytes
 * @param scale size of the company; 1 is 16,000 visitors a month
 * @param historyMonths months before {@code from} whose CRM records lie in the first drop; 16 yield a full year of
 *     contracts
 */
public record SimulationOptions(LocalDate from, LocalDate to, long seed, double scale, int historyMonths) {

    public SimulationOptions {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("--to " + to + " lies before --from " + from);
        }
        if (from.getYear() < 1950 || to.getYear() > 2150) {
            throw new IllegalArgumentException("--from " + from + " --to " + to + ": years 1950 to 2150 are known");
        }
        if (!(scale > 0 && scale <= 10_000)) {
            throw new IllegalArgumentException("--scale " + scale + ": a number above 0, up to 10000, is expected");
        }
        if (historyMonths < 0 || historyMonths > 60) {
            throw new IllegalArgumentException("history of " + historyMonths + " months: 0 to 60 are expected");
        }
    }

    /** The company of the plan, seed 1, scale 1. */
    public static SimulationOptions of(LocalDate from, LocalDate to) {
        return new SimulationOptions(from, to, 1, 1, 16);
    }

    public SimulationOptions withSeed(long otherSeed) {
        return new SimulationOptions(from, to, otherSeed, scale, historyMonths);
    }

    public SimulationOptions withScale(double otherScale) {
        return new SimulationOptions(from, to, seed, otherScale, historyMonths);
    }

    public SimulationOptions withHistoryMonths(int months) {
        return new SimulationOptions(from, to, seed, scale, months);
    }
}
