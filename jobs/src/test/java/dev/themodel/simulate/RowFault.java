package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a row does not fit its feed, as the contract says it; worked out from the text alone. */
record RowFault(String column, String reason) {

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    static Optional<RowFault> of(Feed feed, LandedFiles.Row row) {
        if (row.values().isEmpty()) {
            boolean isJson = row.path().contains(".jsonl");
            return Optional.of(new RowFault("", isJson ? "undecodable" : "wrong_column_count"));
        }
        Map<String, String> values = row.values().get();
        return feed.columns().stream()
                .flatMap(column -> fault(column, values.getOrDefault(column.name(), ""))
                        .map(reason -> new RowFault(column.name(), reason))
                        .stream())
                .findFirst();
    }

    private static Optional<String> fault(FeedColumn column, String text) {
        if (text.isEmpty()) {
            return column.required() ? Optional.of("missing_required") : Optional.empty();
        }
        return switch (column.type()) {
            case TEXT -> Optional.empty();
            case ENUMERATION -> unless(column.values().contains(text.toLowerCase(Locale.ROOT)), "unknown_value");
            case CURRENCY -> unless(CURRENCIES.contains(text), "unknown_value");
            case BOOLEAN -> unless(text.matches("(?i)true|false|0|1"), "not_a_boolean");
            case TIMESTAMP -> time(text);
            case DATE, MONTH -> date(text);
            case MONEY -> number(text, 2, "-1e16", "1e16");
            case RATE -> number(text, 8, "0.00000001", "1e10");
            case SHARE -> number(text, 8, "0", "1");
            case SCORE -> number(text, 8, "-1e10", "1e10");
            case COUNT -> whole(text, 0);
            case TERM -> whole(text, 1);
        };
    }

    private static Optional<String> number(String text, int decimals, String low, String high) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return Optional.of("not_a_number");
        }
        BigDecimal number = new BigDecimal(text);
        boolean isInside = number.scale() <= decimals
                && number.compareTo(new BigDecimal(low)) >= 0
                && number.compareTo(new BigDecimal(high)) <= 0;
        return unless(isInside, "out_of_range");
    }

    private static Optional<String> whole(String text, int low) {
        if (!text.matches("-?[0-9]+")) {
            return Optional.of("not_a_number");
        }
        long number = Long.parseLong(text);
        return unless(number >= low && number <= Integer.MAX_VALUE, "out_of_range");
    }

    private static Optional<String> date(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return Optional.of("not_a_date");
        }
        try {
            return year(LocalDate.parse(text).getYear());
        } catch (DateTimeException impossible) {
            return Optional.of("not_a_date");
        }
    }

    private static Optional<String> time(String text) {
        if (!text.matches("[0-9-]{10}[T ][0-9:]{8}(Z|[+-][0-9]{2}:[0-9]{2})?")) {
            return Optional.of("not_a_timestamp");
        }
        try {
            return year(
                    LocalDateTime.parse(text.substring(0, 19).replace(' ', 'T')).getYear());
        } catch (DateTimeException impossible) {
            return Optional.of("not_a_timestamp");
        }
    }

    private static Optional<String> year(int year) {
        return unless(year >= 1900 && year <= 2200, "out_of_range");
    }

    private static Optional<String> unless(boolean isFit, String reason) {
        return isFit ? Optional.empty() : Optional.of(reason);
    }
}
