package dev.themodel.ingest;

import dev.themodel.model.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads the numbers of a feed: {@code -?digits[.digits]}, within what their column holds. */
final class Numbers {

    /** More digits than any column holds; longer numbers are not even computed with or written out. */
    static final int TOO_LONG = 64;

    private static final BigDecimal GREATEST_WHOLE = BigDecimal.valueOf(Integer.MAX_VALUE);

    private Numbers() {}

    static Reading read(ColumnType type, Object given, char decimalMark) {
        boolean isWhole = type == ColumnType.COUNT || type == ColumnType.TERM;
        if (given instanceof String text) {
            return written(type, isWhole, text, decimalMark);
        }
        if (given instanceof Long number) {
            return fitting(type, BigDecimal.valueOf(number));
        }
        if (given instanceof BigDecimal number) {
            return exact(type, isWhole, number);
        }
        return given instanceof Double number && Double.isFinite(number)
                ? exact(type, isWhole, new BigDecimal(number.toString()))
                : Reading.not(Reason.NOT_A_NUMBER);
    }

    private static Reading written(ColumnType type, boolean isWhole, String text, char decimalMark) {
        int first = text.startsWith("-") ? 1 : 0;
        int mark = text.indexOf(decimalMark);
        int endOfWhole = mark < 0 ? text.length() : mark;
        boolean isNumber = areDigits(text, first, endOfWhole)
                && (mark < 0 || (!isWhole && areDigits(text, mark + 1, text.length())));
        if (!isNumber) {
            return Reading.not(Reason.NOT_A_NUMBER);
        }
        if (text.length() > TOO_LONG) {
            return Reading.not(Reason.OUT_OF_RANGE);
        }
        return fitting(type, new BigDecimal(text.replace(decimalMark, '.')));
    }

    /** A typed number says nothing by its trailing zeros. */
    private static Reading exact(ColumnType type, boolean isWhole, BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() < -TOO_LONG) {
            return Reading.not(Reason.OUT_OF_RANGE);
        }
        BigDecimal plain = shortest.scale() < 0 ? shortest.setScale(0, RoundingMode.UNNECESSARY) : shortest;
        if (isWhole && plain.scale() > 0) {
            return Reading.not(Reason.NOT_A_NUMBER);
        }
        return fitting(type, plain);
    }

    private static Reading fitting(ColumnType type, BigDecimal number) {
        boolean fits = switch (type) {
            case MONEY -> isDecimal(number, 2);
            case RATE -> isDecimal(number, 8) && number.signum() > 0;
            case SHARE -> isDecimal(number, 8) && number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0;
            case SCORE -> isDecimal(number, 8);
            case COUNT -> number.signum() >= 0 && number.compareTo(GREATEST_WHOLE) <= 0;
            case TERM -> number.signum() > 0 && number.compareTo(GREATEST_WHOLE) <= 0;
            default -> throw new IllegalArgumentException(type + " is no kind of number");
        };
        if (!fits) {
            return Reading.not(Reason.OUT_OF_RANGE);
        }
        return switch (type) {
            case COUNT, TERM -> Reading.of(number.longValueExact());
            case MONEY -> Reading.of(number.setScale(2, RoundingMode.UNNECESSARY));
            default -> Reading.of(number.setScale(8, RoundingMode.UNNECESSARY));
        };
    }

    /** Whether the number fits DECIMAL(18, scale) without rounding. */
    private static boolean isDecimal(BigDecimal number, int scale) {
        return number.scale() <= scale && number.precision() - number.scale() <= 18 - scale;
    }

    private static boolean areDigits(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
