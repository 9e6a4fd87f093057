package dev.themodel.night;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as sentences hold them. */
final class Figures {

    private Figures() {}

    /** A count with separators, such as 16,000. */
    static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** An amount in whole units of its currency, such as 10,000,000 JPY. */
    static String money(BigDecimal amount, String currency) {
        return String.format(Locale.ENGLISH, "%,.0f %s", amount, currency);
    }

    static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f %%", 100 * share);
    }

    /** A part with its share, such as 40 (20.0 %). */
    static String part(long part, long whole) {
        return count(part) + " (" + percent((double) part / whole) + ")";
    }
}
