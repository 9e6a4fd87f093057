package dev.themodel.model;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The business and fiscal calendar.
 *
 * @param fiscalYearStartMonth 1 to 12
 * @param weekStart the first day of a week
 * @param holidays days off besides Saturdays and Sundays; kept in order
 * @param businessHours the hours of a business day
 */
public record Calendar(
        int fiscalYearStartMonth, DayOfWeek weekStart, Set<LocalDate> holidays, BusinessHours businessHours)
        implements Serializable {

    public Calendar {
        if (fiscalYearStartMonth < 1 || fiscalYearStartMonth > 12) {
            throw new IllegalArgumentException("Fiscal year start month " + fiscalYearStartMonth + " is not 1 to 12");
        }
        Objects.requireNonNull(weekStart);
        Objects.requireNonNull(businessHours);
        holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
    }

    /** Monday to Friday, unless a holiday. */
    public boolean isBusinessDay(LocalDate date) {
        return isWeekday(date) && !holidays.contains(date);
    }

    private static boolean isWeekday(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }

    /** The business days from one day to another, both included; 0 where the second is before the first. */
    public long businessDays(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return 0;
        }
        LocalDate end = to.plusDays(1);
        LocalDate rest = from.plusWeeks(ChronoUnit.WEEKS.between(from, end));
        long weekdays = 5 * ChronoUnit.WEEKS.between(from, end)
                + rest.datesUntil(end).filter(Calendar::isWeekday).count();
        return weekdays
                - holidays.stream()
                        .filter(day -> isWeekday(day) && !day.isBefore(from) && day.isBefore(end))
                        .count();
    }

    /** The fiscal year of a date, named by the calendar year in which it begins (年度). */
    public int fiscalYear(LocalDate date) {
        return PeriodKind.YEAR.start(date, this).getYear();
    }

    /** The quarter of the fiscal year, 1 to 4. */
    public int fiscalQuarter(LocalDate date) {
        return Math.floorMod(date.getMonthValue() - fiscalYearStartMonth, 12) / 3 + 1;
    }

    /** The half of the fiscal year, 1 or 2. */
    public int fiscalHalf(LocalDate date) {
        return Math.floorMod(date.getMonthValue() - fiscalYearStartMonth, 12) / 6 + 1;
    }
}
