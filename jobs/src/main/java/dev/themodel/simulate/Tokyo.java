package dev.themodel.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Business time of the company: instants are epoch seconds, days are epoch days of Asia/Tokyo, which is UTC+9 all year.
 */
final class Tokyo {

    static final long DAY = 86_400;
    static final long HOUR = 3_600;
    private static final long OFFSET = 9 * HOUR;
    private static final long OPENS = 9 * HOUR;
    private static final long CLOSES = 18 * HOUR;

    private Tokyo() {}

    /** The business day of an instant. */
    static long day(long second) {
        return Math.floorDiv(second + OFFSET, DAY);
    }

    /** The business day of an instant, as a date. */
    static LocalDate date(long second) {
        return LocalDate.ofEpochDay(day(second));
    }

    /** The first instant of a business day. */
    static long start(long day) {
        return day * DAY - OFFSET;
    }

    static Instant instant(long second) {
        return Instant.ofEpochSecond(second);
    }

    static boolean isWorkday(long day) {
        DayOfWeek weekday = LocalDate.ofEpochDay(day).getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    }

    /** The instant itself where somebody works then (Monday to Friday 9 to 18), else a time early on the next such day. */
    static long atWork(long second) {
        long day = day(second);
        long time = second - start(day);
        if (isWorkday(day) && time >= OPENS && time < CLOSES) {
            return second;
        }
        if (time >= OPENS || !isWorkday(day)) {
            day++;
        }
        while (!isWorkday(day)) {
            day++;
        }
        return start(day) + OPENS + Math.floorMod(second, 5_400L);
    }
}
