package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.math.BigDecimal;

/** Downloads and webinars before a lead exists, calls and mails after. */
final class ActivityStory {

    private final Staff staff;
    private final Contents contents;

    ActivityStory(Staff staff, Contents contents) {
        this.staff = staff;
        this.contents = contents;
    }

    /** What the person did with us before the lead was made. */
    void before(Journey journey, Entity lead, long created) {
        Draws draws = journey.draws();
        if (!draws.chance(0.4)) {
            return;
        }
        boolean isWebinar = draws.chance(0.35);
        CampaignKind kind = isWebinar ? CampaignKind.WEBINAR : CampaignKind.NEWSLETTER;
        long second = created - draws.between(1, isWebinar ? 500 : 100) * Tokyo.HOUR;
        Entity activity = activity(journey, lead, second, isWebinar ? "webinar" : "download")
                .text("campaign_id", kind.idOn(Tokyo.date(second)))
                .text("content_id", contents.draw(draws))
                .money("score", new BigDecimal(isWebinar ? "12.5" : "5"));
        journey.send(activity, second);
    }

    /** A call or a mail of Inside Sales. */
    void call(Journey journey, Entity lead, long second) {
        Draws draws = journey.draws();
        Entity activity = activity(journey, lead, Tokyo.atWork(second), draws.chance(0.6) ? "call" : "email")
                .text("employee_id", staff.draw(Department.INSIDE_SALES, draws))
                .text("outcome", draws.pick("つながった", "不在", "折り返し待ち", "返信あり"));
        journey.send(activity, Tokyo.atWork(second));
    }

    private static Entity activity(Journey journey, Entity lead, long second, String kind) {
        int number = journey.entities(Feeds.ACTIVITIES).size() + 1;
        return journey.open(Feeds.ACTIVITIES, "activity_id", Ids.of("X", journey.number()) + "-" + number)
                .time("occurred_at", second)
                .text("kind", kind)
                .text("lead_id", (String) lead.value("lead_id"));
    }
}
