package dev.themodel.night;

/** Which phases of a night a command runs. */
public enum Part {
    ALL,
    INGEST,
    STAR,
    /** Marts, checks and publishing. */
    MARTS,
    /** Star, marts, checks and publishing: a rebuild. */
    DERIVED;

    boolean hasIngest() {
        return this == ALL || this == INGEST;
    }

    boolean hasStar() {
        return this == ALL || this == STAR || this == DERIVED;
    }

    boolean hasMarts() {
        return this == ALL || this == MARTS || this == DERIVED;
    }
}
