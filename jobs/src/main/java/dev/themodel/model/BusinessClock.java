package dev.themodel.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Measures time in business hours.
 *
 * @param calendar says which days and hours are business
 * @param zone the zone whose days and hours they are
 */
public record BusinessClock(Calendar calendar, ZoneId zone) implements Serializable {

    /** The business time from one instant to another; zero where the second is not after the first. */
    public Duration between(Instant from, Instant to) {
        if (!to.isAfter(from)) {
            return Duration.ZERO;
        }
        LocalDate first = from.atZone(zone).toLocalDate();
        LocalDate last = to.atZone(zone).toLocalDate();
        if (first.equals(last)) {
            return within(first, from, to);
        }
        // days in between are whole, whatever the clocks do at night
        long whole = calendar.businessDays(first.plusDays(1), last.minusDays(1));
        return within(first, from, to)
                .plus(within(last, from, to))
                .plus(calendar.businessHours().length().multipliedBy(whole));
    }

    /** What of a stretch lies in the business hours of one day. */
    private Duration within(LocalDate day, Instant from, Instant to) {
        if (!calendar.isBusinessDay(day)) {
            return Duration.ZERO;
        }
        Instant opening = at(day, calendar.businessHours().from());
        Instant closing = at(day, calendar.businessHours().to());
        Instant begin = from.isAfter(opening) ? from : opening;
        Instant end = to.isBefore(closing) ? to : closing;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
