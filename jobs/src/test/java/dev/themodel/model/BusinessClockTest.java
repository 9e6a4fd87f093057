package dev.themodel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 2026-04-03 is a Friday; Wednesday 2026-04-29 is a holiday here. */
class BusinessClockTest {

    private static final Calendar CALENDAR = new Calendar(
            4,
            DayOfWeek.MONDAY,
            Set.of(LocalDate.parse("2026-04-29")),
            new BusinessHours(LocalTime.of(9, 0), LocalTime.of(18, 0)));
    private final BusinessClock clock = new BusinessClock(CALENDAR, ZoneId.of("Asia/Tokyo"));

    @Test
    void withinOneDayOnlyTheHoursCount() {
        assertThat(between("2026-04-03T10:00+09:00", "2026-04-03T12:30+09:00")).isEqualTo(Duration.ofMinutes(150));
        assertThat(between("2026-04-03T07:00+09:00", "2026-04-03T20:00+09:00")).isEqualTo(Duration.ofHours(9));
        assertThat(between("2026-04-03T19:00+09:00", "2026-04-03T20:00+09:00")).isZero();
    }

    @Test
    void aWeekendIsJumpedOver() {
        assertThat(between("2026-04-03T17:00+09:00", "2026-04-06T10:00+09:00")).isEqualTo(Duration.ofHours(2));
        assertThat(between("2026-04-04T10:00+09:00", "2026-04-05T10:00+09:00")).isZero();
    }

    @Test
    void holidaysDoNotCountAndWholeDaysDo() {
        // Tuesday 28th 17:00 to Thursday 30th 11:00 over the holiday: 1 + 0 + 2 hours
        assertThat(between("2026-04-28T17:00+09:00", "2026-04-30T11:00+09:00")).isEqualTo(Duration.ofHours(3));
        // Friday 3rd to Friday 10th, both at noon: 6 + 4 * 9 + 3
        assertThat(between("2026-04-03T12:00+09:00", "2026-04-10T12:00+09:00")).isEqualTo(Duration.ofHours(45));
    }

    @Test
    void theDayIsThatOfTheZone() {
        // 2026-04-05T23:30Z is Monday 08:30 in Tokyo
        assertThat(between("2026-04-05T23:30Z", "2026-04-06T01:00Z")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anAnswerBeforeTheQuestionTookNoTime() {
        assertThat(between("2026-04-06T12:00+09:00", "2026-04-03T12:00+09:00")).isZero();
    }

    private Duration between(String from, String to) {
        return clock.between(instant(from), instant(to));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
