package dev.themodel.ingest;

import dev.themodel.model.ColumnType;
import dev.themodel.model.FeedColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads one value of a feed's column. What comes in is text, or what a typed source holds: Long, BigDecimal, Double,
 * Boolean, Instant, LocalDate or LocalDateTime; null is an empty value. What goes out is what {@link RowSchema} carries:
 * text as String, times as microseconds and dates as days since 1970, amounts as BigDecimal of the column's scale,
 * counts as Long.
 */
final class Values {

    private static final Instant FIRST_INSTANT = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END_OF_TIME = Instant.parse("2201-01-01T00:00:00Z");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Values() {}

    /** Reads a value, or says why it does not fit; the column's default stands in for an empty one. */
    static Reading read(FeedColumn column, Object raw, Notation notation) {
        Object given = raw instanceof String text ? text.strip() : raw;
        if (given == null || given.equals("")) {
            if (!column.defaultValue().isEmpty()) {
                return typed(column, column.defaultValue(), Notation.NATIVE);
            }
            return column.required() ? Reading.not(Reason.MISSING_REQUIRED) : Reading.NOTHING;
        }
        return typed(column, given, notation);
    }

    private static Reading typed(FeedColumn column, Object given, Notation notation) {
        return switch (column.type()) {
            case TEXT -> Reading.of(text(given));
            case ENUMERATION -> enumeration(column, text(given));
            case CURRENCY -> currency(text(given));
            case TIMESTAMP -> timestamp(given, notation);
            case DATE, MONTH -> date(column.type(), given, notation);
            case BOOLEAN -> bool(text(given));
            case MONEY, RATE, SHARE, SCORE, COUNT, TERM -> Numbers.read(column.type(), given, notation.decimalMark());
        };
    }

    /** A typed value as text would have it. */
    static String text(Object given) {
        if (given instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > Numbers.TOO_LONG ? number.toString() : number.toPlainString();
        }
        if (given instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return given.toString();
    }

    private static Reading enumeration(FeedColumn column, String text) {
        String value = text.toLowerCase(Locale.ROOT);
        return column.values().contains(value) ? Reading.of(value) : Reading.not(Reason.UNKNOWN_VALUE);
    }

    private static Reading currency(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        return CURRENCIES.contains(code) ? Reading.of(code) : Reading.not(Reason.UNKNOWN_VALUE);
    }

    private static Reading bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Reading.of(true);
            case "false", "0" -> Reading.of(false);
            default -> Reading.not(Reason.NOT_A_BOOLEAN);
        };
    }

    private static Reading timestamp(Object given, Notation notation) {
        Optional<Instant> instant = instant(given, notation);
        if (instant.isEmpty()) {
            return Reading.not(Reason.NOT_A_TIMESTAMP);
        }
        Instant time = instant.get();
        return time.isBefore(FIRST_INSTANT) || !time.isBefore(END_OF_TIME)
                ? Reading.not(Reason.OUT_OF_RANGE)
                : Reading.of(micros(time));
    }

    private static Reading date(ColumnType type, Object given, Notation notation) {
        Optional<LocalDate> found = day(given, notation);
        if (found.isEmpty()) {
            return Reading.not(Reason.NOT_A_DATE);
        }
        LocalDate day = found.get();
        boolean isInRange = day.getYear() >= 1900 && day.getYear() <= 2200;
        boolean isOfItsKind = type != ColumnType.MONTH || day.getDayOfMonth() == 1;
        return isInRange && isOfItsKind
                ? Reading.of(Math.toIntExact(day.toEpochDay()))
                : Reading.not(Reason.OUT_OF_RANGE);
    }

    private static Optional<Instant> instant(Object given, Notation notation) {
        if (given instanceof Instant time) {
            return Optional.of(time);
        }
        if (given instanceof LocalDateTime time) {
            return Optional.of(time.atZone(notation.zone()).toInstant());
        }
        if (given instanceof LocalDate day) {
            return Optional.of(day.atStartOfDay().atZone(notation.zone()).toInstant());
        }
        return given instanceof String text ? notation.time(text).map(ZonedDateTime::toInstant) : Optional.empty();
    }

    private static Optional<LocalDate> day(Object given, Notation notation) {
        if (given instanceof LocalDate day) {
            return Optional.of(day);
        }
        if (given instanceof Instant time) {
            return midnight(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        }
        if (given instanceof LocalDateTime time) {
            return midnight(time);
        }
        return given instanceof String text ? notation.date(text) : Optional.empty();
    }

    /** Many writers keep dates as the instants of their midnights. */
    private static Optional<LocalDate> midnight(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? Optional.of(time.toLocalDate()) : Optional.empty();
    }

    /** Microseconds since 1970, as Spark keeps an instant. */
    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }
}
