package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which periods a night computes. */
class TouchedPeriodsTest {

    private static final List<PeriodKind> KINDS = List.of(PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER);
    private final Settings settings = Settings.shipped();

    @Test
    void aNightTouchesThePeriodsOfItsDatesAndOfTheDaysGoneBy() {
        TouchedPeriods timing = new TouchedPeriods(0, Set.of(), false);
        // a lead of 5 January came late; the night of Tuesday 31 March ends a month and a quarter
        assertThat(periods(timing, Set.of(date("2026-01-05")), "2026-03-30", "2026-03-31"))
                .containsExactly(
                        "week of 2026-01-05",
                        "week of 2026-03-30",
                        "month of 2026-01-01",
                        "month of 2026-03-01",
                        "quarter of 2026-01-01");
    }

    @Test
    void periodsMatureOnTheDayTheirWindowEnds() {
        TouchedPeriods timing = new TouchedPeriods(0, Set.of(30), false);
        // Sunday 1 February and Saturday 31 January ended 30 days before 3 and 2 March
        assertThat(periods(timing, Set.of(), "2026-03-01", "2026-03-02"))
                .containsExactly(
                        "week of 2026-03-02", "month of 2026-01-01", "month of 2026-03-01", "quarter of 2026-01-01");
        assertThat(periods(timing, Set.of(), "2026-03-02", "2026-03-03"))
                .contains("week of 2026-01-26")
                .doesNotContain("month of 2026-01-01");
    }

    @Test
    void aMartThatLooksBackIsTouchedByTheMonthsBefore() {
        TouchedPeriods timing = new TouchedPeriods(2, Set.of(), false);
        assertThat(timing
                        .periods(
                                Set.of(date("2025-12-31")),
                                new ClockStep(date("2026-03-01"), date("2026-03-01")),
                                List.of(PeriodKind.MONTH),
                                settings)
                        .stream()
                        .map(Period::toString))
                .containsExactly("month of 2025-12-01", "month of 2026-01-01", "month of 2026-02-01");
    }

    @Test
    void nothingBeyondAsOfIsComputed() {
        TouchedPeriods timing = new TouchedPeriods(0, Set.of(), false);
        assertThat(periods(timing, Set.of(date("2026-07-01")), "2026-03-31", "2026-03-31"))
                .isEmpty();
    }

    @Test
    void aMonthTurnsWhenItBeginsAndWhenItEnds() {
        assertThat(new ClockStep(date("2026-03-30"), date("2026-03-31")).turnsMonth())
                .isTrue();
        assertThat(new ClockStep(date("2026-03-31"), date("2026-04-01")).turnsMonth())
                .isTrue();
        assertThat(new ClockStep(date("2026-04-01"), date("2026-04-02")).turnsMonth())
                .isFalse();
        assertThat(new ClockStep(date("2026-03-31"), date("2026-03-31")).turnsMonth())
                .isFalse();
    }

    private List<String> periods(TouchedPeriods timing, Set<LocalDate> dates, String before, String now) {
        return timing.periods(dates, new ClockStep(date(before), date(now)), KINDS, settings).stream()
                .map(Period::toString)
                .toList();
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
