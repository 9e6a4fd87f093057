package dev.themodel.ingest;

/** What became of one value of a file. */
sealed interface Reading {

    /** An empty value. */
    Reading NOTHING = new Value(null);

    /**
     * A value that fits its column.
     *
     * @param content the value in the form {@link RowSchema} carries it in, null where the value is empty
     */
    record Value(Object content) implements Reading {}

    /** A value that does not fit its column. */
    record Misfit(Reason reason) implements Reading {}

    static Reading of(Object content) {
        return new Value(content);
    }

    static Reading not(Reason reason) {
        return new Misfit(reason);
    }
}
