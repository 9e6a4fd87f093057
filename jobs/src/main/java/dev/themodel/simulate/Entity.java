package dev.themodel.simulate;

import dev.themodel.model.Feed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One record of a source system: its values now, and every version it has sent. */
final class Entity {

    private final Feed feed;
    private final Map<String, Integer> positions;
    private final Object[] values;
    private final List<Version> versions = new ArrayList<>(4);
    private long lastUpdate = Long.MIN_VALUE;

    Entity(Feed feed) {
        this.feed = feed;
        this.positions = Version.positions(feed);
        this.values = new Object[feed.columns().size()];
    }

    Feed feed() {
        return feed;
    }

    Entity text(String column, String value) {
        return put(column, value);
    }

    Entity time(String column, long second) {
        return put(column, Tokyo.instant(second));
    }

    Entity date(String column, LocalDate value) {
        return put(column, value);
    }

    Entity money(String column, BigDecimal value) {
        return put(column, value);
    }

    Entity count(String column, int value) {
        return put(column, value);
    }

    Entity deleted() {
        return put(Feed.IS_DELETED, true);
    }

    /** Brings a deleted record back. */
    Entity restored() {
        return put(Feed.IS_DELETED, null);
    }

    /** Makes a value missing. */
    Entity clear(String column) {
        return put(column, null);
    }

    Object value(String column) {
        return values[positions.get(column)];
    }

    /** Sends the record as it stands; each version is newer than the ones sent before. */
    void send(long second, long knownDay) {
        lastUpdate = Math.max(second, lastUpdate + 1);
        Object[] copy = values.clone();
        if (Layout.of(feed).carriesUpdatedAt()) {
            copy[positions.get(Feed.UPDATED_AT)] = Tokyo.instant(lastUpdate);
        }
        versions.add(new Version(feed, copy, lastUpdate, Math.max(knownDay, Tokyo.day(lastUpdate))));
    }

    /** Every version in the order sent. */
    List<Version> versions() {
        return versions;
    }

    /**
     * Of what was known by the first drop, that drop holds the newest version only: an export of the CRM as it then stood.
     */
    void exportAt(long firstDay) {
        Optional<Version> newest = versions.stream()
                .filter(version -> version.knownDay() <= firstDay)
                .reduce((older, newer) -> newer);
        if (newest.isPresent()) {
            Version exported = newest.get().landing(firstDay);
            versions.replaceAll(version -> version == newest.get() ? exported : version);
            versions.removeIf(version -> version.knownDay() <= firstDay && version != exported);
        }
    }

    private Entity put(String column, Object value) {
        values[positions.get(column)] = value;
        return this;
    }
}
