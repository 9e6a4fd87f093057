package dev.themodel.simulate;

import dev.themodel.model.Feed;
import java.util.ArrayList;
import java.util.List;

/** Everything one person and its company ever does with us, from the first visit on; told whole at its first day. */
final class Journey {

    private final long number;
    private final long day;
    private final Draws draws;
    private final List<Visit> visits = new ArrayList<>(2);
    private final List<Entity> entities = new ArrayList<>(0);

    /** A journey that is told on a day: nothing of it can have landed before. */
    Journey(long seed, long number, long day) {
        this.number = number;
        this.day = day;
        this.draws = Draws.of(seed, 0x57081, number);
    }

    /** From 0, in the order of the first visits. */
    long number() {
        return number;
    }

    Draws draws() {
        return draws;
    }

    void add(Visit visit) {
        visits.add(visit);
    }

    /** A new record of the journey. */
    Entity open(Feed feed, String key, String id) {
        Entity entity = new Entity(feed).text(key, id);
        entities.add(entity);
        return entity;
    }

    /** Sends the record as it stands, mostly in the same day's drop. */
    void send(Entity entity, long second) {
        entity.send(second, landing(second));
    }

    /** The day on which what happened at an instant lands: mostly the same, now and then days later. */
    long landing(long second) {
        boolean isLate = draws.chance(Company.LATE);
        return Math.max(day, Tokyo.day(second) + (isLate ? draws.between(1, Company.DAYS_LATE) : 0));
    }

    List<Visit> visits() {
        return visits;
    }

    List<Entity> entities() {
        return entities;
    }

    List<Entity> entities(Feed feed) {
        return entities.stream().filter(entity -> entity.feed().equals(feed)).toList();
    }
}
