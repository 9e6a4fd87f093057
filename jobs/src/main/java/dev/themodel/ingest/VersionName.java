package dev.themodel.ingest;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Which version of which record a row is, as far as a row that does not fit says so.
 *
 * @param key the values of the feed's key columns as text, in the feed's order; empty where one of them does not fit
 * @param updatedAt in microseconds since 1970; the start of the file's dt day where the row says nothing that fits
 */
record VersionName(Optional<List<String>> key, long updatedAt) {

    /**
     * Reads it from a row's values in the order of the feed's columns.
     *
     * @param startOfDt in microseconds since 1970
     */
    static VersionName of(Feed feed, IntFunction<Object> valueOfColumn, Notation notation, long startOfDt) {
        List<String> key = new ArrayList<>();
        long updatedAt = startOfDt;
        for (int i = 0; i < feed.columns().size(); i++) {
            FeedColumn column = feed.columns().get(i);
            boolean isKey = feed.keys().contains(column.name());
            boolean isTime = column.name().equals(Feed.UPDATED_AT);
            if ((isKey || isTime)
                    && Values.read(column, valueOfColumn.apply(i), notation) instanceof Reading.Value value
                    && value.content() != null) {
                if (isKey) {
                    key.add(text(column, value.content()));
                } else {
                    updatedAt = (Long) value.content();
                }
            }
        }
        return new VersionName(
                Optional.of(key).filter(all -> all.size() == feed.keys().size()), updatedAt);
    }

    private static String text(FeedColumn column, Object value) {
        return switch (column.type()) {
            case TIMESTAMP ->
                Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            case DATE, MONTH -> LocalDate.ofEpochDay((Integer) value).toString();
            default -> value.toString();
        };
    }

    /** The key as Spark takes it; null where there is none. */
    Object keyArray() {
        return key.map(List::toArray).orElse(null);
    }
}
