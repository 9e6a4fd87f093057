package dev.themodel.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what people write for a value; each method is empty for a text that is not of its kind. */
public final class Scalars {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}");

    private Scalars() {}

    static Optional<Integer> wholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A share of 1, written {@code 0.05} or {@code 5%}. */
    public static Optional<BigDecimal> share(String text) {
        String stripped = text.strip();
        return stripped.endsWith("%")
                ? decimal(stripped.substring(0, stripped.length() - 1).strip()).map(percent -> percent.movePointLeft(2))
                : decimal(stripped);
    }

    /** A name of the IANA time zone database; an offset such as {@code +09:00} is none. */
    static Optional<ZoneId> zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }

    static Optional<String> currency(String text) {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(text::equals)
                .findFirst();
    }

    static Optional<LocalDate> date(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    static Optional<LocalTime> time(String text) {
        if (!TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException notInADay) {
            return Optional.empty();
        }
    }

    static Optional<String> text(String text) {
        return Optional.of(text).filter(value -> !value.isBlank());
    }
}
