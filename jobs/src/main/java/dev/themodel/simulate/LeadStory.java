package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import dev.themodel.simulate.Prospects.Prospect;
import java.util.List;

/** What becomes of a visitor who leaves a name: contacted, then qualified, disqualified, recycled, merged or deleted. */
final class LeadStory {

    private static final List<String> DISQUALIFIED = List.of("予算なし", "対象外", "競合他社", "連絡不能");
    private static final List<String> NOT_COUNTED = List.of("duplicate", "test", "spam");
    private static final List<String> RECYCLED = List.of("時期尚早", "予算化待ち", "担当者変更");
    private static final List<String> INTERESTS = List.of("資料請求", "デモ依頼", "料金", "事例", "セミナー");

    private final Staff staff;
    private final SiteVisits visits;
    private final ActivityStory activities;
    private final OpportunityStory opportunities;
    private final FeedbackStory feedback;

    LeadStory(
            Staff staff,
            SiteVisits visits,
            ActivityStory activities,
            OpportunityStory opportunities,
            FeedbackStory feedback) {
        this.staff = staff;
        this.visits = visits;
        this.activities = activities;
        this.opportunities = opportunities;
        this.feedback = feedback;
    }

    /** Tells a lead's story from the visit in which it left its name. */
    void tell(Journey journey, Prospect prospect, Visit visit) {
        Draws draws = journey.draws();
        Depth depth = prospect.depth();
        long created = visit.startedAt() + draws.between(60, 1_200);
        Entity lead = lead(journey, "", visit, created);
        activities.before(journey, lead, created);
        journey.send(lead, created);

        long delivered = Tokyo.atWork(created + draws.between(10, 120) * 60L);
        boolean isQuick = draws.chance(depth.hasOpportunity() ? 0.8 : 0.5);
        long contacted = Tokyo.atWork(delivered + draws.between(20, isQuick ? 300 : 3_000) * 60L);
        if (draws.chance(0.94)) {
            lead.time("handed_over_at", delivered);
        }
        if (depth == Depth.DELETED_LEAD) {
            long deleted = contacted + draws.between(1, 9) * Tokyo.DAY;
            journey.send(lead.deleted(), deleted);
            if (draws.chance(0.1)) {
                journey.send(lead.restored(), deleted + draws.between(2, 6) * Tokyo.DAY);
            }
            return;
        }
        if (depth == Depth.NOT_COUNTED_LEAD) {
            disqualify(journey, lead, contacted, draws.pick(NOT_COUNTED));
            return;
        }
        lead.text("owner_id", staff.draw(Department.INSIDE_SALES, draws))
                .text("status", "contacted")
                .time("first_contacted_at", contacted);
        journey.send(lead, contacted);
        activities.call(journey, lead, contacted);
        if (draws.chance(0.04)) {
            Visit other = visits.onAnotherDevice(journey, created - draws.between(1, 400) * Tokyo.HOUR);
            lead.text("visitor_id", other.visitorId());
        }
        String name = (String) lead.value("lead_id");
        if (draws.chance(0.03)) {
            Entity duplicate = mergeDuplicate(journey, lead, visit, contacted);
            name = draws.chance(0.5) ? (String) duplicate.value("lead_id") : name;
        }
        if (depth.hasOpportunity()) {
            qualify(journey, prospect, lead, name, contacted);
        } else {
            goNoFurther(journey, lead, contacted);
        }
    }

    private Entity lead(Journey journey, String suffix, Visit visit, long created) {
        Draws draws = journey.draws();
        Names.Person person = Names.person(draws);
        String id = Ids.of("L", journey.number()) + suffix;
        Entity lead = journey.open(Feeds.LEADS, "lead_id", id)
                .time("created_at", created)
                .text("email", person.mailbox() + journey.number() + "@example.jp")
                .text("full_name", person.name())
                .text("phone", "03-" + draws.between(1_000, 9_999) + "-" + draws.between(1_000, 9_999))
                .text("title", Names.title(draws))
                .text("status", "open");
        if (draws.chance(0.99)) {
            lead.text("visitor_id", visit.visitorId());
        }
        if (draws.chance(0.95)) {
            lead.text("company", Names.company(draws, journey.number()));
        }
        if (draws.chance(0.85)) {
            lead.text("interest", draws.pick(INTERESTS));
        }
        if (draws.chance(0.8)) {
            lead.text("source", visit.origin().source())
                    .text("medium", visit.origin().medium());
            lead.text("campaign_id", visit.campaignId()).text("content_id", visit.contentId());
        }
        return lead;
    }

    private void disqualify(Journey journey, Entity lead, long contacted, String reason) {
        long second = Tokyo.atWork(contacted + journey.draws().between(1, 12) * Tokyo.DAY);
        boolean saysStatus = !NOT_COUNTED.contains(reason) || journey.draws().chance(0.9);
        lead.text("status", saysStatus ? "disqualified" : null)
                .time("disqualified_at", second)
                .text("disqualified_reason", reason);
        journey.send(lead, second);
        feedback.onDisqualification(journey, lead, second);
    }

    /**
     * The same person filled in a second form, maybe on another device; the second lead is merged into the first. Now
     * and then a third is merged into the second, or the merge is withdrawn.
     */
    private Entity mergeDuplicate(Journey journey, Entity lead, Visit visit, long contacted) {
        Draws draws = journey.draws();
        long second = contacted + draws.between(1, 40) * Tokyo.HOUR;
        Visit again = draws.chance(0.5) ? visits.onAnotherDevice(journey, second) : visit;
        long created = second + draws.between(60, 900);
        Entity duplicate = lead(journey, "-2", again, created);
        journey.send(duplicate, created);
        long merged = Tokyo.atWork(second + draws.between(1, 6) * Tokyo.DAY);
        merge(journey, duplicate, lead, merged);
        if (draws.chance(0.1)) {
            Entity third = lead(journey, "-3", again, created + Tokyo.HOUR);
            journey.send(third, created + Tokyo.HOUR);
            merge(journey, third, duplicate, merged + Tokyo.HOUR);
        }
        double fate = draws.share();
        if (fate < 0.3) {
            journey.send(duplicate.deleted(), merged + Tokyo.DAY);
        } else if (fate < 0.4) {
            journey.send(duplicate.clear("merged_into_id"), merged + 2 * Tokyo.DAY);
        }
        return duplicate;
    }

    private static void merge(Journey journey, Entity duplicate, Entity survivor, long second) {
        journey.send(duplicate.text("merged_into_id", (String) survivor.value("lead_id")), second);
    }

    private void qualify(Journey journey, Prospect prospect, Entity lead, String leadId, long contacted) {
        Draws draws = journey.draws();
        long ready = contacted;
        if (draws.chance(0.08)) {
            recycle(journey, lead, contacted + 2 * Tokyo.DAY);
            ready = Tokyo.atWork(contacted + draws.between(15, 45) * Tokyo.DAY);
            activities.call(journey, lead, ready);
        }
        long qualified = Tokyo.atWork(ready + draws.between(1, 16) * Tokyo.DAY);
        Entity account = opportunities.account(journey, lead, qualified);
        lead.text("status", "qualified").text("account_id", (String) account.value("account_id"));
        journey.send(lead, qualified);
        opportunities.tell(journey, prospect.depth(), lead, leadId, account, qualified + draws.between(5, 50) * 60L);
    }

    private void goNoFurther(Journey journey, Entity lead, long contacted) {
        Draws draws = journey.draws();
        switch (draws.weighted(45, 30, 25)) {
            case 0 -> disqualify(journey, lead, contacted, draws.pick(DISQUALIFIED));
            case 1 -> {
                recycle(journey, lead, contacted + draws.between(2, 25) * Tokyo.DAY);
                if (draws.chance(0.3)) {
                    long again = Tokyo.atWork(contacted + draws.between(30, 90) * Tokyo.DAY);
                    activities.call(journey, lead, again);
                    lead.text("status", "contacted");
                    journey.send(lead, again);
                }
            }
            default -> activities.call(journey, lead, contacted + draws.between(3, 20) * Tokyo.DAY);
        }
    }

    private void recycle(Journey journey, Entity lead, long second) {
        long recycled = Tokyo.atWork(second);
        lead.text("status", "recycled")
                .time("recycled_at", recycled)
                .text("recycled_reason", journey.draws().pick(RECYCLED));
        journey.send(lead, recycled);
    }
}
