package dev.themodel.model;

import java.util.List;
import java.util.Objects;

/**
 * One column of a feed.
 *
 * @param name as it stands in files and tables
 * @param type what values it takes
 * @param required whether a row without it is rejected
 * @param values the allowed values of an enumeration, else empty
 * @param defaultValue what a missing value means, in the file's notation; empty for NULL
 * @param privacy what is kept of it
 * @param comment unit and meaning, for the data dictionary
 */
public record FeedColumn(
        String name,
        ColumnType type,
        boolean required,
        List<String> values,
        String defaultValue,
        Privacy privacy,
        String comment) {

    /** What is kept of a column's values. */
    public enum Privacy {
        /** Kept as it came. */
        KEPT,
        /** Kept as a keyed hash under {@code <name>_hash}. */
        HASHED,
        /** Not kept. */
        DROPPED
    }

    public FeedColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        values = List.copyOf(values);
        if (values.isEmpty() == (type == ColumnType.ENUMERATION)) {
            throw new IllegalArgumentException("Column '" + name + "' of type " + type + " has values " + values
                    + "; an enumeration names its values, nothing else does");
        }
    }

    /** Whether the column's values are personal and never appear in a message or table. */
    public boolean isPersonal() {
        return privacy != Privacy.KEPT;
    }

    /** The column's name in raw tables: a hashed column is called {@code <name>_hash}. */
    public String keptName() {
        return privacy == Privacy.HASHED ? name + "_hash" : name;
    }
}
