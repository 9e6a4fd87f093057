package dev.themodel.ingest;

import java.util.Locale;

/** Why a whole file was refused. */
public enum Refusal {
    /** A required column, or one that the mapping's SELECT names, is not in the file. */
    MISSING_COLUMN,
    /** The file is broken or not what its name's ending says. */
    UNREADABLE;

    /** As it stands in {@code ops.file}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
