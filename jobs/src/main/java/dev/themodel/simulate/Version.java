package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One version of one record: the whole record as of {@code updatedAt}, landed on {@code knownDay}. */
final class Version {

    private static final Map<String, Map<String, Integer>> POSITIONS =
            Feeds.all().stream().collect(Collectors.toUnmodifiableMap(Feed::name, Version::positionsOf));

    private final Feed feed;
    private final Object[] values;
    private final long updatedAt;
    private final long knownDay;

    /**
     * A version.
     *
     * @param values in the order of the feed's columns; null is a missing value
     * @param updatedAt epoch second
     * @param knownDay epoch day of the drop that holds it
     */
    Version(Feed feed, Object[] values, long updatedAt, long knownDay) {
        this.feed = feed;
        this.values = values;
        this.updatedAt = updatedAt;
        this.knownDay = knownDay;
    }

    /** Where each column of a feed stands among its values. */
    static Map<String, Integer> positions(Feed feed) {
        return POSITIONS.get(feed.name());
    }

    Feed feed() {
        return feed;
    }

    Object[] values() {
        return values;
    }

    /** The value of a column, null where missing. */
    Object value(String column) {
        return values[positions(feed).get(column)];
    }

    String text(String column) {
        return (String) value(column);
    }

    long updatedAt() {
        return updatedAt;
    }

    long knownDay() {
        return knownDay;
    }

    boolean isDeleted() {
        return Boolean.TRUE.equals(values[values.length - 1]);
    }

    /** The same version in a later drop. */
    Version landing(long day) {
        return new Version(feed, values, updatedAt, day);
    }

    private static Map<String, Integer> positionsOf(Feed feed) {
        return IntStream.range(0, feed.columns().size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(
                        index -> feed.columns().get(index).name(), Function.identity()));
    }
}
