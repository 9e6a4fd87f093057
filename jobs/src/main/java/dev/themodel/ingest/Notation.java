package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a source writes its values.
 *
 * @param zoneId the zone of times that name no offset
 * @param timestampFormats Java patterns, or {@link SourceMapping#ISO}, tried in order
 * @param dateFormats Java patterns: all that a date column takes, and tried last by a time column
 * @param decimalMark between a number's whole part and its decimals
 */
record Notation(String zoneId, List<String> timestampFormats, List<String> dateFormats, char decimalMark)
        implements Serializable {

    private static final String ISO_DATE = "yyyy-MM-dd";

    /** What files in the landing contract's own form are written in. */
    static final Notation NATIVE = new Notation("UTC", List.of(SourceMapping.ISO), List.of(ISO_DATE), '.');

    private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    Notation {
        timestampFormats = List.copyOf(timestampFormats);
        dateFormats = List.copyOf(dateFormats);
    }

    static Notation of(SourceMapping mapping) {
        return new Notation(
                mapping.timeZone().getId(), mapping.timestampFormats(), mapping.dateFormats(), mapping.decimalMark());
    }

    ZoneId zone() {
        return ZoneId.of(zoneId);
    }

    /** The day a text names; empty where no format fits or the day does not exist. */
    Optional<LocalDate> date(String text) {
        for (String format : dateFormats) {
            Optional<LocalDate> day = format.equals(ISO_DATE)
                    ? IsoTime.date(text)
                    : parsed(text, format).map(parts -> parts.query(TemporalQueries.localDate()));
            if (day.isPresent()) {
                return day;
            }
        }
        return Optional.empty();
    }

    /** The instant a text names, with its offset; empty where no format fits or there is no such time. */
    Optional<ZonedDateTime> time(String text) {
        for (String format : timestampFormats) {
            Optional<ZonedDateTime> time = format.equals(SourceMapping.ISO)
                    ? IsoTime.time(text, zone())
                    : parsed(text, format).flatMap(this::instant);
            if (time.isPresent()) {
                return time;
            }
        }
        return date(text).map(day -> day.atStartOfDay().atZone(zone()));
    }

    private Optional<ZonedDateTime> instant(TemporalAccessor parts) {
        if (parts.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Optional.of(ZonedDateTime.ofInstant(java.time.Instant.from(parts), ZoneOffset.UTC));
        }
        Optional<LocalDate> day = Optional.ofNullable(parts.query(TemporalQueries.localDate()));
        LocalTime clock =
                Optional.ofNullable(parts.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
        ZoneId named = Optional.ofNullable(parts.query(TemporalQueries.zone())).orElseGet(this::zone);
        return day.map(date -> LocalDateTime.of(date, clock).atZone(named));
    }

    private static Optional<TemporalAccessor> parsed(String text, String format) {
        try {
            return Optional.of(
                    FORMATTERS.computeIfAbsent(format, Notation::formatter).parse(text));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }

    /** Strict, so that 30 February is no day; the year is then counted as people do, not within an era. */
    private static DateTimeFormatter formatter(String format) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(withPlainYears(format))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static String withPlainYears(String format) {
        StringBuilder pattern = new StringBuilder(format.length());
        boolean isLiteral = false;
        for (char letter : format.toCharArray()) {
            isLiteral ^= letter == '\'';
            pattern.append(letter == 'y' && !isLiteral ? 'u' : letter);
        }
        return pattern.toString();
    }
}
