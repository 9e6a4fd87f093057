package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** An opportunity, from its opening by Inside Sales to its end. */
final class OpportunityStory {

    private static final List<String> REJECTED = List.of("情報不足", "時期未定", "決裁者不在");
    private static final List<String> LOST = List.of("価格", "機能不足", "競合に決定", "予算凍結", "検討中止");
    private static final List<String> COMPETITORS = List.of("アルファ営業クラウド", "ベータCRM", "自社開発");
    private static final List<String> NOT_COUNTED = List.of("duplicate", "test", "spam");

    private final Staff staff;
    private final Products products;
    private final MeetingStory meetings;
    private final DealStory deals;
    private final FeedbackStory feedback;

    OpportunityStory(Staff staff, Products products, MeetingStory meetings, DealStory deals, FeedbackStory feedback) {
        this.staff = staff;
        this.products = products;
        this.meetings = meetings;
        this.deals = deals;
        this.feedback = feedback;
    }

    /** The account of a lead that qualified; now and then there are two, merged later. */
    Entity account(Journey journey, Entity lead, long second) {
        Draws draws = journey.draws();
        String id = Ids.of("A", journey.number());
        String company = (String) lead.value("company");
        Entity account = journey.open(Feeds.ACCOUNTS, "account_id", id)
                .text("name", company == null ? Names.company(draws, journey.number()) : company)
                .text("industry", Names.industry(draws))
                .count("employee_count", draws.between(10, 3_000))
                .text("country", "JP")
                .text("region", Names.region(draws));
        journey.send(account, second - 300);
        if (draws.chance(0.1)) {
            long changed = Tokyo.atWork(second + draws.between(20, 200) * Tokyo.DAY);
            account.count("employee_count", draws.between(10, 3_000)).text("industry", Names.industry(draws));
            journey.send(account, changed);
        }
        if (draws.chance(0.04)) {
            Entity twin = journey.open(Feeds.ACCOUNTS, "account_id", id + "-2")
                    .text("name", (String) account.value("name"))
                    .text("country", "JP");
            journey.send(twin, second - 200);
            twin.text("merged_into_id", id);
            journey.send(twin, Tokyo.atWork(second + draws.between(2, 30) * Tokyo.DAY));
            return twin;
        }
        return account;
    }

    /**
     * Tells the story of a new opportunity.
     *
     * @param lead the lead it came from
     * @param leadId the lead it names: the same, or one that was merged into it
     */
    void tell(Journey journey, Depth depth, Entity lead, String leadId, Entity account, long created) {
        Draws draws = journey.draws();
        Sale sale = products.draw(draws);
        Entity opportunity = open(journey, lead, account, sale, created, leadId);
        long delivered = created + draws.between(5, 180) * 60L;
        long answered = Tokyo.atWork(delivered + draws.between(60, depth.hasMeeting() ? 900 : 2_400) * 60L);
        if (depth == Depth.DELETED_OPPORTUNITY) {
            opportunity.deleted();
            journey.send(opportunity, Tokyo.atWork(answered + draws.between(1, 10) * Tokyo.DAY));
            return;
        }
        opportunity
                .text("field_owner_id", staff.draw(Department.FIELD_SALES, draws))
                .time("handed_over_at", delivered);
        if (depth == Depth.NOT_COUNTED_OPPORTUNITY) {
            String reason = draws.pick(NOT_COUNTED);
            if (draws.chance(0.5)) {
                opportunity.time("rejected_at", answered).text("rejected_reason", reason);
                journey.send(opportunity, answered);
            } else {
                lose(journey, opportunity, answered + 2 * Tokyo.DAY, reason);
            }
            return;
        }
        boolean isRejected = !depth.hasMeeting() && draws.chance(0.3);
        if (isRejected) {
            opportunity.time("rejected_at", answered).text("rejected_reason", draws.pick(REJECTED));
            journey.send(opportunity, answered);
            feedback.onRejection(journey, opportunity, answered);
            return;
        }
        opportunity.time("accepted_at", answered);
        move(journey, opportunity, "提案", answered);
        journey.send(opportunity, answered);
        if (depth.hasMeeting()) {
            long met = meetings.held(journey, opportunity, answered);
            goOn(journey, depth, opportunity, sale, met);
        } else {
            meetings.notHeld(journey, opportunity, answered);
            if (draws.chance(0.6)) {
                lose(journey, opportunity, answered + draws.between(10, 60) * Tokyo.DAY, draws.pick(LOST));
            }
        }
    }

    private Entity open(Journey journey, Entity lead, Entity account, Sale sale, long created, String leadId) {
        Draws draws = journey.draws();
        Entity opportunity = journey.open(Feeds.OPPORTUNITIES, "opportunity_id", Ids.of("O", journey.number()))
                .time("created_at", created)
                .text("lead_id", leadId)
                .text("account_id", (String) account.value("account_id"))
                .text("name", account.value("name") + " \"" + sale.productName() + "\" 導入")
                .text("owner_id", (String) lead.value("owner_id"))
                .text("product_id", sale.productId())
                .money("amount", draws.chance(0.9) ? sale.amount() : null)
                .text("stage", "open")
                .date("expected_close_date", Tokyo.date(created + draws.between(40, 90) * Tokyo.DAY));
        if (!sale.currency().equals("JPY")) {
            opportunity.text("currency", sale.currency());
        }
        if (draws.chance(0.5)) {
            opportunity.text("kind", "new");
        }
        String[] answers = {"営業の可視化", "300万円まで", "部長決裁", "今期中"};
        String[] columns = {"need", "budget", "authority", "timeline"};
        for (int index = 0; index < columns.length; index++) {
            if (draws.chance(0.8)) {
                opportunity.text(columns[index], answers[index]);
            }
        }
        move(journey, opportunity, "ヒアリング", created);
        journey.send(opportunity, created);
        return opportunity;
    }

    private void goOn(Journey journey, Depth depth, Entity opportunity, Sale sale, long met) {
        Draws draws = journey.draws();
        move(journey, opportunity, "見積", met);
        if (draws.chance(0.85)) {
            opportunity.time("first_meeting_at", MeetingStory.firstHeld(journey, opportunity));
        }
        opportunity.money("amount", sale.amount());
        journey.send(opportunity, met);
        if (depth == Depth.DEAL) {
            long signed = Tokyo.atWork(met + draws.between(7, 65) * Tokyo.DAY);
            opportunity.text("stage", "won").time("closed_at", signed);
            move(journey, opportunity, "受注", signed);
            journey.send(opportunity, signed);
            deals.tell(journey, opportunity, sale, signed);
        } else if (draws.chance(0.7)) {
            opportunity.text("competitor", draws.pick(COMPETITORS));
            lose(journey, opportunity, met + draws.between(7, 80) * Tokyo.DAY, draws.pick(LOST));
        } else {
            opportunity.date("expected_close_date", Tokyo.date(met + 100 * Tokyo.DAY));
            move(journey, opportunity, "交渉", met + 15 * Tokyo.DAY);
            journey.send(opportunity, Tokyo.atWork(met + 15 * Tokyo.DAY));
        }
    }

    private void lose(Journey journey, Entity opportunity, long second, String reason) {
        long closed = Tokyo.atWork(second);
        opportunity.text("stage", "lost").time("closed_at", closed).text("lost_reason", reason);
        move(journey, opportunity, "失注", closed);
        journey.send(opportunity, closed);
    }

    /** Changes the sales stage, which has a record of its own. */
    private static void move(Journey journey, Entity opportunity, String stageName, long second) {
        opportunity.text("stage_name", stageName);
        Entity change = journey.open(
                        Feeds.STAGE_CHANGES, "opportunity_id", (String) opportunity.value("opportunity_id"))
                .time("changed_at", second)
                .text("stage_name", stageName)
                .money("amount", (BigDecimal) opportunity.value("amount"))
                .text("currency", (String) opportunity.value("currency"))
                .date("expected_close_date", (LocalDate) opportunity.value("expected_close_date"))
                .text("owner_id", (String) opportunity.value("owner_id"));
        journey.send(change, second);
    }
}
