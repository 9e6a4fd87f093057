package dev.themodel.simulate;

/** Ids of records: a letter for the feed and the journey's number. */
final class Ids {

    private static final int DIGITS = 9;

    private Ids() {}

    static String of(String letter, long number) {
        String digits = Long.toString(number);
        return letter + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
