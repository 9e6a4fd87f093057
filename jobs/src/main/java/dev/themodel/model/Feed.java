package dev.themodel.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one kind of record looks like when it arrives: the contract of a landing feed and of its raw table.
 *
 * @param name of the feed and of its raw table
 * @param keys the columns that identify a record
 * @param columns all columns, in the contract's order, which is also the order in which versions are compared
 * @param birthColumn the time or date the record came into being, whose month partitions the raw table; empty where the
 *     table is small
 * @param comment what a record is
 */
public record Feed(
        String name, List<String> keys, List<FeedColumn> columns, Optional<String> birthColumn, String comment) {

    public static final String UPDATED_AT = "updated_at";
    public static final String IS_DELETED = "is_deleted";

    public Feed {
        Objects.requireNonNull(name);
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
        Set<String> names = new LinkedHashSet<>();
        for (FeedColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("Feed '" + name + "' names column '" + column.name() + "' twice");
            }
        }
        for (String key : keys) {
            if (!names.contains(key)) {
                throw new IllegalArgumentException("Feed '" + name + "' has no key column '" + key + "'");
            }
        }
        if (!names.contains(UPDATED_AT) || !names.contains(IS_DELETED)) {
            throw new IllegalArgumentException("Feed '" + name + "' lacks updated_at or is_deleted");
        }
    }

    /**
     * A column by its name.
     *
     * @throws IllegalArgumentException naming the column and the feed
     */
    public FeedColumn column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Feed '" + name + "' has no column '" + columnName + "'"));
    }

    /** The required columns, in order. */
    public List<FeedColumn> requiredColumns() {
        return columns.stream().filter(FeedColumn::required).toList();
    }

    /** The columns that a raw table holds, in order: all but those that are dropped for privacy. */
    public List<FeedColumn> keptColumns() {
        return columns.stream()
                .filter(column -> column.privacy() != FeedColumn.Privacy.DROPPED)
                .toList();
    }

    /**
     * The columns whose values make up a version's content, in the order in which equal versions are compared: the kept
     * ones less hashed ones, {@code updated_at} and {@code is_deleted}, which are compared before them.
     */
    public List<FeedColumn> contentColumns() {
        return columns.stream()
                .filter(column -> column.privacy() == FeedColumn.Privacy.KEPT)
                .filter(column ->
                        !column.name().equals(UPDATED_AT) && !column.name().equals(IS_DELETED))
                .toList();
    }

    /** Whether {@code updated_at} may be missing and then defaults to the start of the {@code dt} day. */
    public boolean updatedAtIsOptional() {
        return !column(UPDATED_AT).required();
    }

    /** The raw table of the feed. */
    public TableName table() {
        return TableName.of("raw", name);
    }

    /** The feed's name is what people type. */
    @Override
    public String toString() {
        return name;
    }
}
