package dev.themodel.model;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A week, month, quarter, half or year.
 *
 * @param kind its length
 * @param start first day
 * @param end last day
 */
public record Period(PeriodKind kind, LocalDate start, LocalDate end) implements Comparable<Period>, Serializable {

    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::kind).thenComparing(Period::start).thenComparing(Period::end);

    public Period {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("The " + kind.code() + " from " + start + " ends before, on " + end);
        }
    }

    /** The period of a kind that holds a date. */
    public static Period of(PeriodKind kind, LocalDate date, Calendar calendar) {
        return new Period(kind, kind.start(date, calendar), kind.end(date, calendar));
    }

    /** The periods of a kind that hold a day between two, both included; none where the second is before the first. */
    public static SortedSet<Period> between(PeriodKind kind, LocalDate from, LocalDate to, Calendar calendar) {
        SortedSet<Period> periods = new TreeSet<>();
        for (LocalDate date = from; !date.isAfter(to); date = kind.next(date, calendar)) {
            periods.add(of(kind, date, calendar));
        }
        if (!to.isBefore(from)) {
            periods.add(of(kind, to, calendar));
        }
        return periods;
    }

    /** Whether the last day has come. */
    public boolean isComplete(LocalDate asOf) {
        return !end.isAfter(asOf);
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.code() + " of " + start;
    }
}
