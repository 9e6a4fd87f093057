package dev.themodel.mart;

import dev.themodel.model.Calendar;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The clock's move from the as_of that the marts last stood at to the new one.
 *
 * @param before not after {@code now}
 * @param now the new as_of
 */
record ClockStep(LocalDate before, LocalDate now) {

    ClockStep {
        if (before.isAfter(now)) {
            throw new IllegalArgumentException("The clock went back, from " + before + " to " + now);
        }
    }

    boolean isStill() {
        return before.equals(now);
    }

    /** The periods in which days have gone by: begun, gone on or completed. */
    SortedSet<Period> passed(Collection<PeriodKind> kinds, Calendar calendar) {
        return holding(before.plusDays(1), now, kinds, calendar);
    }

    /** The periods that ended some days before the days gone by. */
    SortedSet<Period> matured(int days, Collection<PeriodKind> kinds, Calendar calendar) {
        LocalDate from = before.plusDays(1).minusDays(days);
        LocalDate to = now.minusDays(days);
        SortedSet<Period> periods = holding(from, to, kinds, calendar);
        periods.removeIf(period -> period.end().isBefore(from) || period.end().isAfter(to));
        return periods;
    }

    /** Whether a month has begun or ended. */
    boolean turnsMonth() {
        boolean began = !before.withDayOfMonth(1).equals(now.withDayOfMonth(1));
        boolean ended = now.equals(now.withDayOfMonth(now.lengthOfMonth()));
        return !isStill() && (began || ended);
    }

    private static SortedSet<Period> holding(
            LocalDate from, LocalDate to, Collection<PeriodKind> kinds, Calendar calendar) {
        SortedSet<Period> periods = new TreeSet<>();
        kinds.forEach(kind -> periods.addAll(Period.between(kind, from, to, calendar)));
        return periods;
    }
}
