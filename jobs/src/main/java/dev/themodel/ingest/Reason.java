package dev.themodel.ingest;

import java.util.Locale;

/** Why a row was rejected, in the order in which the reasons are looked for. */
public enum Reason {
    WRONG_COLUMN_COUNT("has another number of fields than the header"),
    UNDECODABLE("cannot be taken apart: bytes outside of the charset, an open quote, or no JSON object"),
    MISSING_REQUIRED("is required and empty"),
    NOT_A_NUMBER("is not written like a number"),
    NOT_A_TIMESTAMP("is not written like a time"),
    NOT_A_DATE("is not written like a date, or no day of the calendar"),
    NOT_A_BOOLEAN("is not true, false, 1 or 0"),
    UNKNOWN_VALUE("is none of the values the column takes"),
    OUT_OF_RANGE("lies outside of what the column holds");

    private final String explanation;

    Reason(String explanation) {
        this.explanation = explanation;
    }

    /** As it stands in {@code raw.rejected}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: what is wrong with the row or the column's value. */
    public String explanation() {
        return explanation;
    }
}
