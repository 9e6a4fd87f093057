package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings each version into the drop of the day on which it becomes known; holds those whose day is yet to come. */
final class Outbox {

    /** Systems that were set up with the web tracking, at the first drop: what they would have seen before is not known. */
    private static final Set<Feed> TRACKED_FROM_THE_START = Set.of(Feeds.ACTIVITIES, Feeds.FEEDBACK);

    private record Held(Version version, boolean isDuplicate) {}

    private final long seed;
    private final long firstDay;
    private final long lastDay;
    private final Map<Long, List<Held>> held = new HashMap<>();
    private Drop today;

    Outbox(long seed, long firstDay, long lastDay) {
        this.seed = seed;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    /** From now on the drop of this day is the one being written; what was held for it goes first. */
    void begin(Drop drop) throws IOException {
        today = drop;
        List<Held> due = held.remove(drop.day());
        for (Held one : due == null ? List.<Held>of() : due) {
            write(one);
        }
    }

    /** Whether the web tracking saw a visit. */
    boolean isTracked(Visit visit) {
        return visit.startedAt() >= Tokyo.start(firstDay);
    }

    /** Sends a whole journey on its way. Its entities then hold what was or will be landed. */
    void send(Journey journey) throws IOException {
        journey.visits().removeIf(visit -> !isTracked(visit));
        Draws draws = Draws.of(seed, 0x0B0C5, journey.number());
        for (Visit visit : journey.visits()) {
            send(visit, draws);
        }
        for (Entity entity : journey.entities()) {
            send(entity);
        }
    }

    /** Sends all versions of a record. */
    void send(Entity entity) throws IOException {
        if (TRACKED_FROM_THE_START.contains(entity.feed())) {
            entity.versions().removeIf(version -> version.updatedAt() < Tokyo.start(firstDay));
        }
        entity.exportAt(firstDay);
        for (Version version : entity.versions()) {
            deliver(version, Draws.of(seed, 0x2B1CE, version.updatedAt(), version.values()[0].hashCode()));
        }
    }

    private void send(Visit visit, Draws draws) throws IOException {
        deliver(visit.arrival(), draws);
        if (visit.deletedDay() != Visit.NEVER) {
            hold(new Held(visit.deletion(), false));
        } else if (draws.chance(0.004)) {
            hold(new Held(visit.correction(visit.knownDay() + draws.between(1, 3)), false));
        }
    }

    private void deliver(Version version, Draws draws) throws IOException {
        hold(new Held(version, false));
        if (draws.chance(Company.TWICE)) {
            boolean isNextDay = Layout.of(version.feed()).carriesUpdatedAt() && draws.chance(0.5);
            hold(new Held(isNextDay ? version.landing(version.knownDay() + 1) : version, true));
        }
    }

    private void hold(Held one) throws IOException {
        long day = one.version().knownDay();
        if (day == today.day()) {
            write(one);
        } else if (day > today.day() && day <= lastDay) {
            held.computeIfAbsent(day, missing -> new ArrayList<>()).add(one);
        } else if (day < today.day()) {
            throw new IllegalStateException(version(one) + " is due on a day whose drop is closed");
        }
    }

    private void write(Held one) throws IOException {
        if (one.isDuplicate()) {
            today.writeDuplicate(one.version());
        } else {
            today.write(one.version());
        }
    }

    private static String version(Held one) {
        return one.version().feed() + " " + one.version().values()[0];
    }
}
