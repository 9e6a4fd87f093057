package dev.themodel.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notation of dates and times that the landing contract names; nothing else is taken for one. */
final class IsoTime {

    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern TIME = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})"
            + "(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?(Z|([+-])([0-9]{2}):([0-9]{2}))?");

    private IsoTime() {}

    /** Reads {@code YYYY-MM-DD}; empty where the text is another or the day does not exist. */
    static Optional<LocalDate> date(String text) {
        Matcher matcher = DATE.matcher(text);
        return matcher.matches() ? day(matcher) : Optional.empty();
    }

    /**
     * Reads {@code YYYY-MM-DD[T ]hh:mm[:ss[.ffffff]][Z|±hh:mm]}, or a bare date, which is its midnight.
     *
     * @param zone of what names no offset; a time in the zone's gap is moved past it, one in an overlap is the earlier
     */
    static Optional<ZonedDateTime> time(String text, ZoneId zone) {
        if (text.length() == 10) {
            return date(text).map(day -> day.atStartOfDay().atZone(zone));
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Optional<LocalDateTime> local = day(matcher).map(day -> day.atTime(clock(matcher)));
            ZoneId offset = matcher.group(8) == null ? zone : offset(matcher);
            return local.map(time -> time.atZone(offset));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(Matcher matcher) {
        try {
            return Optional.of(LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static LocalTime clock(Matcher matcher) {
        int second = matcher.group(6) == null ? 0 : number(matcher, 6);
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(number(matcher, 4), number(matcher, 5), second, nanos);
    }

    private static ZoneId offset(Matcher matcher) {
        if (matcher.group(8).equals("Z")) {
            return ZoneOffset.UTC;
        }
        int sign = matcher.group(9).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(matcher, 10), sign * number(matcher, 11));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
