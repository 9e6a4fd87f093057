package dev.themodel.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table's name: layer and table, written {@code star.fact_lead}.
 *
 * @param layer one of raw, star, mart, ops
 * @param table lower-case letters, digits and underscores
 */
public record TableName(String layer, String table) implements Comparable<TableName> {

    public static final List<String> LAYERS = List.of("raw", "star", "mart", "ops");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,126}");

    public TableName {
        if (!LAYERS.contains(layer)) {
            throw new IllegalArgumentException("Unknown layer '" + layer + "'; known: " + String.join(", ", LAYERS));
        }
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "Table name '" + table + "' is not made of lower-case letters, digits and underscores");
        }
    }

    public static TableName of(String layer, String table) {
        return new TableName(layer, table);
    }

    /**
     * Reads {@code layer.table}.
     *
     * @throws IllegalArgumentException where the text has another form
     */
    public static TableName parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Table name '" + text + "' is not of the form layer.table");
        }
        return new TableName(parts[0], parts[1]);
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return layer + "." + table;
    }
}
