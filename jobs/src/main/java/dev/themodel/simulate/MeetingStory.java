package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.time.Instant;

/** The meetings of an opportunity: planned, then held, or not. */
final class MeetingStory {

    private final Staff staff;

    MeetingStory(Staff staff) {
        this.staff = staff;
    }

    /**
     * One to three meetings that are held.
     *
     * @return when the last one was
     */
    long held(Journey journey, Entity opportunity, long accepted) {
        Draws draws = journey.draws();
        if (draws.chance(0.1)) {
            miss(journey, opportunity, accepted + Tokyo.DAY);
        }
        int count = 1 + draws.weighted(50, 35, 15);
        long held = accepted;
        for (int index = 0; index < count; index++) {
            long scheduled = Tokyo.atWork(held + draws.between(2, 14) * Tokyo.DAY);
            Entity meeting = plan(journey, opportunity, scheduled, Tokyo.atWork(held + Tokyo.HOUR));
            held = scheduled + draws.between(0, 900);
            meeting.time("held_at", held)
                    .text("outcome", "held")
                    .text("next_step", draws.chance(0.1) ? "見積を送る\n来週電話する" : draws.pick("見積", "再訪問", "稟議"));
            journey.send(meeting, held + Tokyo.HOUR);
        }
        return held + 2 * Tokyo.HOUR;
    }

    /** Of the opportunities without a meeting some had one planned. */
    void notHeld(Journey journey, Entity opportunity, long accepted) {
        if (journey.draws().chance(0.3)) {
            miss(journey, opportunity, accepted + Tokyo.DAY);
        }
    }

    /** When the first meeting of an opportunity was held. */
    static long firstHeld(Journey journey, Entity opportunity) {
        return journey.entities(Feeds.MEETINGS).stream()
                .filter(meeting -> opportunity.value("opportunity_id").equals(meeting.value("opportunity_id")))
                .filter(meeting -> "held".equals(meeting.value("outcome")))
                .mapToLong(meeting -> ((Instant) meeting.value("held_at")).getEpochSecond())
                .min()
                .orElseThrow();
    }

    private void miss(Journey journey, Entity opportunity, long second) {
        Draws draws = journey.draws();
        long planned = Tokyo.atWork(second);
        Entity meeting = plan(journey, opportunity, Tokyo.atWork(planned + Tokyo.DAY), planned);
        meeting.text("outcome", draws.chance(0.5) ? "no_show" : "cancelled");
        journey.send(meeting, Tokyo.atWork(planned + Tokyo.DAY) + Tokyo.HOUR);
    }

    private Entity plan(Journey journey, Entity opportunity, long scheduled, long planned) {
        Draws draws = journey.draws();
        int number = journey.entities(Feeds.MEETINGS).size() + 1;
        String owner = (String) opportunity.value("field_owner_id");
        Entity meeting = journey.open(Feeds.MEETINGS, "meeting_id", Ids.of("M", journey.number()) + "-" + number)
                .text("opportunity_id", (String) opportunity.value("opportunity_id"))
                .text("rep_id", draws.chance(0.9) ? owner : staff.draw(Department.FIELD_SALES, draws))
                .time("scheduled_at", scheduled)
                .text("format", draws.pick("online", "online", "onsite", "phone"))
                .text("outcome", "planned");
        journey.send(meeting, planned);
        return meeting;
    }
}
