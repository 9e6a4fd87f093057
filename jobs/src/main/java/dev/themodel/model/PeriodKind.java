package dev.themodel.model;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of periods that figures are told by. Quarter, half and year are those of the fiscal year. */
public enum PeriodKind {
    WEEK(0),
    MONTH(1),
    QUARTER(3),
    HALF(6),
    YEAR(12);

    private final int months;

    PeriodKind(int months) {
        this.months = months;
    }

    /** The code used in configuration and in the column {@code period_kind}, such as {@code month}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the period that holds a date. */
    public LocalDate start(LocalDate date, Calendar calendar) {
        if (this == WEEK) {
            return date.with(TemporalAdjusters.previousOrSame(calendar.weekStart()));
        }
        int monthsIntoFiscalYear = Math.floorMod(date.getMonthValue() - calendar.fiscalYearStartMonth(), 12);
        return date.withDayOfMonth(1).minusMonths(monthsIntoFiscalYear % months);
    }

    /** The last day of the period that holds a date. */
    public LocalDate end(LocalDate date, Calendar calendar) {
        return next(date, calendar).minusDays(1);
    }

    /** The first day of the period after the one that holds a date. */
    public LocalDate next(LocalDate date, Calendar calendar) {
        LocalDate start = start(date, calendar);
        return this == WEEK ? start.plusWeeks(1) : start.plusMonths(months);
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException naming the code and the known ones
     */
    public static PeriodKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown period kind '" + code + "'; known: " + String.join(", ", codes())));
    }

    /** All codes, shortest period first. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(PeriodKind::code).toList();
    }
}
