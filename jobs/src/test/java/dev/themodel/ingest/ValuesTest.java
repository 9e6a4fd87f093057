package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of value: what it takes, and by which reason it refuses the rest. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-04-01T09:30:00Z, 2026-04-01T09:30:00Z",
        "2026-04-01 09:30, 2026-04-01T09:30:00Z",
        "2026-04-01T09:30:15.123456+09:00, 2026-04-01T00:30:15.123456Z",
        "2026-04-01 09:30:15.5-02:30, 2026-04-01T12:00:15.500Z",
        "2026-04-01, 2026-04-01T00:00:00Z",
        "1900-01-01, 1900-01-01T00:00:00Z",
        "2200-12-31T23:59:59.999999Z, 2200-12-31T23:59:59.999999Z",
    })
    void timesAreInstantsAndUtcUnlessTheySayOtherwise(String text, String instant) {
        assertThat(read(Feeds.LEADS, "created_at", text)).isEqualTo(Reading.of(Values.micros(Instant.parse(instant))));
    }

    @ParameterizedTest
    @CsvSource({
        "leads, created_at, 2026-04-01T24:00, NOT_A_TIMESTAMP",
        "leads, created_at, 2026-02-30, NOT_A_TIMESTAMP",
        "leads, created_at, 2026-4-1, NOT_A_TIMESTAMP",
        "leads, created_at, 2026-04-01T09:30:00.1234567Z, NOT_A_TIMESTAMP",
        "leads, created_at, 2026-04-01T09:30+0900, NOT_A_TIMESTAMP",
        "leads, created_at, 1775035800, NOT_A_TIMESTAMP",
        "leads, created_at, 1899-12-31T23:59:59Z, OUT_OF_RANGE",
        "leads, created_at, 1900-01-01T08:59+09:00, OUT_OF_RANGE",
        "leads, created_at, 2201-01-01, OUT_OF_RANGE",
        "leads, created_at, '', MISSING_REQUIRED",
        "renewals, due_date, 2026-04-01T00:00, NOT_A_DATE",
        "renewals, due_date, 2026-13-01, NOT_A_DATE",
        "renewals, due_date, 9999-12-31, OUT_OF_RANGE",
        "targets, month, 2026-04-02, OUT_OF_RANGE",
        "deals, amount, '1,000', NOT_A_NUMBER",
        "deals, amount, 1e3, NOT_A_NUMBER",
        "deals, amount, +1, NOT_A_NUMBER",
        "deals, amount, .5, NOT_A_NUMBER",
        "deals, amount, 5., NOT_A_NUMBER",
        "deals, amount, 1.234, OUT_OF_RANGE",
        "deals, amount, 12345678901234567, OUT_OF_RANGE",
        "deals, discount_rate, 1.00000001, OUT_OF_RANGE",
        "deals, discount_rate, -0.1, OUT_OF_RANGE",
        "deals, term_months, 0, OUT_OF_RANGE",
        "deals, term_months, 12.0, NOT_A_NUMBER",
        "deals, currency, yen, UNKNOWN_VALUE",
        "deals, kind, renewal, UNKNOWN_VALUE",
        "deals, is_deleted, yes, NOT_A_BOOLEAN",
        "visits, page_views, -1, OUT_OF_RANGE",
        "visits, page_views, 2147483648, OUT_OF_RANGE",
        "visits, page_views, ３, NOT_A_NUMBER",
        "exchange_rates, rate, 0, OUT_OF_RANGE",
        "exchange_rates, rate, 0.123456789, OUT_OF_RANGE",
    })
    void whatDoesNotFitHasOneReason(String feed, String column, String text, Reason reason) {
        assertThat(read(Feeds.of(feed), column, text)).isEqualTo(Reading.not(reason));
    }

    @Test
    void valuesAreTrimmedAndKeptInTheirColumnsForm() {
        assertThat(read(Feeds.DEALS, "amount", " -1234.5 ")).isEqualTo(Reading.of(new BigDecimal("-1234.50")));
        assertThat(read(Feeds.DEALS, "amount", "1234567890123456.78"))
                .isEqualTo(Reading.of(new BigDecimal("1234567890123456.78")));
        assertThat(read(Feeds.DEALS, "discount_rate", "0.1")).isEqualTo(Reading.of(new BigDecimal("0.10000000")));
        assertThat(read(Feeds.DEALS, "kind", " Cross_Sell ")).isEqualTo(Reading.of("cross_sell"));
        assertThat(read(Feeds.DEALS, "kind", "  ")).isEqualTo(Reading.of("new"));
        assertThat(read(Feeds.DEALS, "currency", "usd")).isEqualTo(Reading.of("USD"));
        assertThat(read(Feeds.DEALS, "is_deleted", "TRUE")).isEqualTo(Reading.of(true));
        assertThat(read(Feeds.DEALS, "expectation", "")).isEqualTo(Reading.NOTHING);
        assertThat(read(Feeds.TARGETS, "month", "2026-04-01"))
                .isEqualTo(Reading.of((int) LocalDate.of(2026, 4, 1).toEpochDay()));
        assertThat(read(Feeds.TARGETS, "segment", "")).isEqualTo(Reading.of("all"));
        assertThat(read(Feeds.VISITS, "page_views", "2147483647")).isEqualTo(Reading.of(2147483647L));
        assertThat(read(Feeds.ACCOUNTS, "name", "　佐藤商店　")).isEqualTo(Reading.of("佐藤商店"));
    }

    @Test
    void typedValuesMeanWhatTheirTextWouldAndTrailingZerosMeanNothing() {
        assertThat(typed(Feeds.DEALS, "amount", new BigDecimal("1.5000")))
                .isEqualTo(Reading.of(new BigDecimal("1.50")));
        assertThat(typed(Feeds.DEALS, "amount", 0.1)).isEqualTo(Reading.of(new BigDecimal("0.10")));
        assertThat(typed(Feeds.DEALS, "amount", Double.NaN)).isEqualTo(Reading.not(Reason.NOT_A_NUMBER));
        assertThat(typed(Feeds.DEALS, "term_months", 12.0)).isEqualTo(Reading.of(12L));
        assertThat(typed(Feeds.DEALS, "deal_id", 1000L)).isEqualTo(Reading.of("1000"));
        assertThat(typed(Feeds.RENEWALS, "due_date", Instant.parse("2026-04-01T00:00:00Z")))
                .isEqualTo(Reading.of((int) LocalDate.of(2026, 4, 1).toEpochDay()));
        assertThat(typed(Feeds.RENEWALS, "due_date", Instant.parse("2026-04-01T09:00:00Z")))
                .isEqualTo(Reading.not(Reason.NOT_A_DATE));
    }

    /** Written out they would fill the memory; JSON writes them in a few characters. */
    @Test
    void numbersOfABillionDigitsAreNeverWrittenOut() {
        for (String number : List.of("1e999999999", "-1e999999999", "1e-999999999")) {
            assertThat(typed(Feeds.DEALS, "amount", new BigDecimal(number)))
                    .as(number)
                    .isEqualTo(Reading.not(Reason.OUT_OF_RANGE));
            assertThat(typed(Feeds.DEALS, "deal_id", new BigDecimal(number)))
                    .as(number)
                    .isEqualTo(Reading.of(new BigDecimal(number).toString()));
            assertThat(typed(Feeds.DEALS, "kind", new BigDecimal(number))).isEqualTo(Reading.not(Reason.UNKNOWN_VALUE));
        }
        assertThat(typed(Feeds.DEALS, "term_months", new BigDecimal("1e999999999")))
                .isEqualTo(Reading.not(Reason.OUT_OF_RANGE));
        assertThat(typed(Feeds.DEALS, "term_months", new BigDecimal("1.2e1"))).isEqualTo(Reading.of(12L));
        assertThat(typed(Feeds.DEALS, "amount", 1e300)).isEqualTo(Reading.not(Reason.OUT_OF_RANGE));
    }

    @Test
    void aSourcesOwnNotationIsTriedInItsOrder() {
        Notation tokyo =
                new Notation("Asia/Tokyo", List.of("yyyy/MM/dd HH:mm", "ISO"), List.of("yyyy/MM/dd", "d MMM yy"), ',');

        assertThat(read(Feeds.LEADS, "created_at", "2026/04/01 09:00", tokyo))
                .isEqualTo(instant("2026-04-01T00:00:00Z"));
        assertThat(read(Feeds.LEADS, "created_at", "2026-04-01T09:00Z", tokyo))
                .isEqualTo(instant("2026-04-01T09:00:00Z"));
        assertThat(read(Feeds.LEADS, "created_at", "1 apr 26", tokyo)).isEqualTo(instant("2026-03-31T15:00:00Z"));
        assertThat(read(Feeds.LEADS, "created_at", "2026/02/30 09:00", tokyo))
                .isEqualTo(Reading.not(Reason.NOT_A_TIMESTAMP));
        assertThat(read(Feeds.RENEWALS, "due_date", "2026-04-01", tokyo)).isEqualTo(Reading.not(Reason.NOT_A_DATE));
        assertThat(read(Feeds.DEALS, "amount", "12,50", tokyo)).isEqualTo(Reading.of(new BigDecimal("12.50")));
        assertThat(read(Feeds.DEALS, "amount", "12.50", tokyo)).isEqualTo(Reading.not(Reason.NOT_A_NUMBER));
    }

    @Test
    void timesInAZonesGapMovePastItAndThoseInAnOverlapAreTheEarlier() {
        Notation berlin = new Notation("Europe/Berlin", List.of("ISO"), List.of("yyyy-MM-dd"), '.');

        assertThat(read(Feeds.LEADS, "created_at", "2026-03-29T02:30", berlin))
                .isEqualTo(instant("2026-03-29T01:30:00Z"));
        assertThat(read(Feeds.LEADS, "created_at", "2026-10-25T02:30", berlin))
                .isEqualTo(instant("2026-10-25T00:30:00Z"));
    }

    private static Reading instant(String text) {
        return Reading.of(Values.micros(Instant.parse(text)));
    }

    private static Reading read(Feed feed, String column, String text) {
        return read(feed, column, text, Notation.NATIVE);
    }

    private static Reading read(Feed feed, String column, String text, Notation notation) {
        return Values.read(feed.column(column), text, notation);
    }

    private static Reading typed(Feed feed, String column, Object value) {
        return Values.read(feed.column(column), value, Notation.NATIVE);
    }
}
