package dev.themodel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {

    private static final BusinessHours NINE_TO_SIX = new BusinessHours(LocalTime.of(9, 0), LocalTime.of(18, 0));
    private static final Calendar FROM_APRIL =
            new Calendar(4, DayOfWeek.MONDAY, Set.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 12)), NINE_TO_SIX);

    @ParameterizedTest(name = "the {0} of {1}")
    @CsvSource({
        "WEEK, 2026-04-05, 2026-03-30, 2026-04-05",
        "WEEK, 2026-04-06, 2026-04-06, 2026-04-12",
        "MONTH, 2024-02-29, 2024-02-01, 2024-02-29",
        "QUARTER, 2026-03-31, 2026-01-01, 2026-03-31",
        "QUARTER, 2026-04-01, 2026-04-01, 2026-06-30",
        "HALF, 2026-03-31, 2025-10-01, 2026-03-31",
        "HALF, 2026-09-30, 2026-04-01, 2026-09-30",
        "YEAR, 2026-03-31, 2025-04-01, 2026-03-31",
        "YEAR, 2026-04-01, 2026-04-01, 2027-03-31",
    })
    void periodsOfAFiscalYearFromApril(PeriodKind kind, LocalDate date, LocalDate start, LocalDate end) {
        assertThat(kind.start(date, FROM_APRIL)).isEqualTo(start);
        assertThat(kind.end(date, FROM_APRIL)).isEqualTo(end);
        assertThat(kind.next(date, FROM_APRIL)).isEqualTo(end.plusDays(1));
    }

    @ParameterizedTest(name = "the {0} of {1}")
    @CsvSource({
        "QUARTER, 2026-01-31, 2025-11-01, 2026-01-31",
        "HALF, 2026-02-01, 2026-02-01, 2026-07-31",
        "YEAR, 2026-01-31, 2025-02-01, 2026-01-31",
    })
    void periodsOfAFiscalYearFromFebruary(PeriodKind kind, LocalDate date, LocalDate start, LocalDate end) {
        Calendar fromFebruary = new Calendar(2, DayOfWeek.MONDAY, Set.of(), NINE_TO_SIX);
        assertThat(kind.start(date, fromFebruary)).isEqualTo(start);
        assertThat(kind.end(date, fromFebruary)).isEqualTo(end);
    }

    @Test
    void aWeekMayStartOnSunday() {
        Calendar fromSunday = new Calendar(4, DayOfWeek.SUNDAY, Set.of(), NINE_TO_SIX);
        assertThat(PeriodKind.WEEK.start(LocalDate.of(2026, 4, 5), fromSunday)).isEqualTo(LocalDate.of(2026, 4, 5));
    }

    /** January 2026 has 22 days from Monday to Friday; the 1st is a Thursday, the 12th a Monday. */
    @Test
    void businessDaysAreMondayToFridayLessHolidays() {
        assertThat(FROM_APRIL.businessDays(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)))
                .isEqualTo(20);
        assertThat(FROM_APRIL.isBusinessDay(LocalDate.of(2026, 1, 12))).isFalse();
        assertThat(FROM_APRIL.isBusinessDay(LocalDate.of(2026, 1, 13))).isTrue();
        assertThat(FROM_APRIL.isBusinessDay(LocalDate.of(2026, 1, 17))).isFalse();
        assertThat(FROM_APRIL.businessDays(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 1)))
                .isZero();
    }

    @Test
    void fiscalYearQuarterAndHalf() {
        LocalDate march = LocalDate.of(2026, 3, 31);
        assertThat(FROM_APRIL.fiscalYear(march)).isEqualTo(2025);
        assertThat(FROM_APRIL.fiscalQuarter(march)).isEqualTo(4);
        assertThat(FROM_APRIL.fiscalHalf(march)).isEqualTo(2);
        LocalDate april = LocalDate.of(2026, 4, 1);
        assertThat(FROM_APRIL.fiscalYear(april)).isEqualTo(2026);
        assertThat(FROM_APRIL.fiscalQuarter(april)).isEqualTo(1);
        assertThat(FROM_APRIL.fiscalHalf(april)).isEqualTo(1);
    }

    @Test
    void refusesToExistWrong() {
        assertThatThrownBy(() -> new Calendar(13, DayOfWeek.MONDAY, Set.of(), NINE_TO_SIX))
                .hasMessageContaining("13");
        assertThatThrownBy(() -> new BusinessHours(LocalTime.NOON, LocalTime.NOON))
                .hasMessageContaining("12:00-12:00");
        assertThatThrownBy(() -> PeriodKind.of("decade")).hasMessageContaining("'decade'; known: week, month, quarter");
    }
}
