package dev.themodel.simulate;

/** Ids of records: a letter for the feed and the journey's number. */
final class Ids {

    /** Nine digits follow the letter. */
    private static final long SMALLEST = 1_000_000_000L;

    private Ids() {}

    static String of(String letter, long number) {
        return letter + Long.toString(SMALLEST + number).substring(1);
    }
}
