package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which periods of a mart follow from what was touched, and from the days gone by. May be too many, never too few.
 *
 * @param looksBackMonths how many months before a period its rows follow from, through the marts it reads, too
 * @param maturesAfter days after a period's end on which its rows change once more, likewise
 * @param agesWithMonths whether every period changes when a month turns, likewise
 */
record TouchedPeriods(int looksBackMonths, Set<Integer> maturesAfter, boolean agesWithMonths) {

    static TouchedPeriods of(MartDefinition mart, Settings settings, Collection<TouchedPeriods> inputs) {
        Set<Integer> matures = new TreeSet<>(mart.maturesAfter(settings));
        inputs.forEach(input -> matures.addAll(input.maturesAfter()));
        int looksBack = mart.looksBackMonths()
                + inputs.stream()
                        .mapToInt(TouchedPeriods::looksBackMonths)
                        .max()
                        .orElse(0);
        boolean ages = mart.agesWithMonths() || inputs.stream().anyMatch(TouchedPeriods::agesWithMonths);
        return new TouchedPeriods(looksBack, matures, ages);
    }

    /** The periods of some kinds that rows of these dates belong to, and those that the clock's step changes. */
    SortedSet<Period> periods(
            Collection<LocalDate> dates, ClockStep step, Collection<PeriodKind> kinds, Settings settings) {
        SortedSet<Period> periods = new TreeSet<>();
        for (PeriodKind kind : kinds) {
            for (LocalDate date : dates) {
                periods.addAll(Period.between(kind, date, date.plusMonths(looksBackMonths), settings.calendar()));
            }
        }
        periods.addAll(step.passed(kinds, settings.calendar()));
        maturesAfter.forEach(days -> periods.addAll(step.matured(days, kinds, settings.calendar())));
        periods.removeIf(period -> period.start().isAfter(step.now()));
        return periods;
    }
}
