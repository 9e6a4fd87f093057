package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/** A signed contract, handed over to Customer Success, with the upsells and renewals that follow from it. */
final class DealStory {

    private final Staff staff;
    private final Products products;
    private final MeetingStory meetings;
    private final RenewalStory renewals;
    private final FeedbackStory feedback;

    DealStory(Staff staff, Products products, MeetingStory meetings, RenewalStory renewals, FeedbackStory feedback) {
        this.staff = staff;
        this.products = products;
        this.meetings = meetings;
        this.renewals = renewals;
        this.feedback = feedback;
    }

    /** Tells the story of a new deal that an opportunity was won with. */
    void tell(Journey journey, Entity opportunity, Sale sale, long signed) {
        Draws draws = journey.draws();
        Entity deal = deal(journey, opportunity, sale, signed);
        boolean namesOpportunity = draws.chance(0.97);
        if (namesOpportunity) {
            deal.text("opportunity_id", (String) opportunity.value("opportunity_id"));
        }
        if (!namesOpportunity || draws.chance(0.5)) {
            deal.text("lead_id", (String) opportunity.value("lead_id"));
        }
        if (draws.chance(0.4)) {
            deal.text("kind", "new");
        }
        signAndHandOver(journey, deal, signed);
        if (draws.chance(0.02)) {
            enterTwice(journey, deal, signed);
        }
        if (draws.chance(0.15)) {
            sellMore(journey, opportunity, signed + draws.between(60, 250) * Tokyo.DAY);
        }
        renewals.tell(journey, deal, signed);
    }

    private Entity deal(Journey journey, Entity opportunity, Sale sale, long signed) {
        Draws draws = journey.draws();
        int number = journey.entities(Feeds.DEALS).size();
        int term = draws.chance(0.95) ? 12 : 24;
        LocalDate day = Tokyo.date(signed);
        LocalDate start = draws.chance(0.7) ? day.withDayOfMonth(1).plusMonths(1) : day;
        Entity deal = journey.open(
                        Feeds.DEALS, "deal_id", Ids.of("D", journey.number()) + (number == 0 ? "" : "-" + number))
                .time("signed_at", signed)
                .text("rep_id", (String) opportunity.value("field_owner_id"))
                .text("product_id", sale.productId())
                .money("amount", sale.amount().multiply(BigDecimal.valueOf(term / 12)))
                .money("discount_rate", sale.discount())
                .count("term_months", term)
                .date("start_date", start);
        if (draws.chance(0.99)) {
            deal.text("account_id", (String) opportunity.value("account_id"));
        }
        if (term != 12 || draws.chance(0.5)) {
            deal.money("annual_amount", sale.amount());
        }
        if (!sale.currency().equals("JPY") || draws.chance(0.5)) {
            deal.text("currency", sale.currency());
        }
        if (draws.chance(0.9)) {
            deal.date("end_date", lastDay(start, term));
        }
        return deal;
    }

    private void signAndHandOver(Journey journey, Entity deal, long signed) {
        Draws draws = journey.draws();
        boolean isMistaken = draws.chance(0.06);
        BigDecimal amount = (BigDecimal) deal.value("amount");
        if (isMistaken) {
            deal.money("amount", amount.add(BigDecimal.valueOf(100_000)));
        }
        boolean isMisdated = draws.chance(0.04);
        if (isMisdated) {
            deal.time("signed_at", signed - 5 * Tokyo.DAY);
        }
        journey.send(deal, signed);
        long delivered = Tokyo.atWork(signed + draws.between(2, 60) * Tokyo.HOUR);
        long accepted = Tokyo.atWork(delivered + draws.between(1, 50) * Tokyo.HOUR);
        deal.time("handed_over_at", delivered).time("accepted_at", accepted);
        if (draws.chance(0.9)) {
            deal.text("csm_id", staff.draw(Department.CUSTOMER_SUCCESS, draws));
        }
        if (draws.chance(0.75)) {
            deal.text("expectation", draws.pick("商談数を2倍に", "入力の手間を減らす", "解約を減らす"));
        } else {
            feedback.onMissingExpectation(journey, deal, accepted);
        }
        journey.send(deal, accepted);
        if (isMistaken || isMisdated) {
            deal.money("amount", amount).time("signed_at", signed);
            journey.send(deal, Tokyo.atWork(accepted + draws.between(3, 20) * Tokyo.DAY));
        }
    }

    /** The same contract entered a second time, and taken out again days later. */
    private static void enterTwice(Journey journey, Entity deal, long signed) {
        Entity twin = journey.open(Feeds.DEALS, "deal_id", deal.value("deal_id") + "-x")
                .time("signed_at", signed)
                .text("account_id", (String) deal.value("account_id"))
                .money("amount", (BigDecimal) deal.value("amount"))
                .text("currency", (String) deal.value("currency"));
        journey.send(twin, signed + 600);
        twin.deleted();
        journey.send(twin, Tokyo.atWork(signed + journey.draws().between(1, 5) * Tokyo.DAY));
    }

    private void sellMore(Journey journey, Entity opportunity, long second) {
        Draws draws = journey.draws();
        String kind = draws.chance(0.7) ? "upsell" : "cross_sell";
        Sale full = products.draw(draws);
        BigDecimal amount = full.amount().divide(BigDecimal.valueOf(4), 0, RoundingMode.HALF_UP);
        Sale sale = new Sale(full.productId(), full.productName(), amount, full.discount(), full.currency());
        long created = Tokyo.atWork(second);
        Entity further = journey.open(Feeds.OPPORTUNITIES, "opportunity_id", opportunity.value("opportunity_id") + "-u")
                .time("created_at", created)
                .text("kind", kind)
                .text("account_id", (String) opportunity.value("account_id"))
                .text("name", "追加 " + sale.productName())
                .text("owner_id", staff.draw(Department.CUSTOMER_SUCCESS, draws))
                .text("field_owner_id", (String) opportunity.value("field_owner_id"))
                .text("product_id", sale.productId())
                .money("amount", sale.amount())
                .text("currency", sale.currency())
                .text("stage", "open")
                .text("stage_name", "提案");
        journey.send(further, created);
        long met = meetings.held(journey, further, created);
        long signed = Tokyo.atWork(met + draws.between(3, 30) * Tokyo.DAY);
        further.text("stage", "won").time("closed_at", signed).text("stage_name", "受注");
        journey.send(further, signed);
        Entity deal = deal(journey, further, sale, signed).text("kind", kind);
        deal.text("opportunity_id", (String) further.value("opportunity_id"));
        signAndHandOver(journey, deal, signed);
        if (draws.chance(0.5)) {
            renewals.tell(journey, deal, signed);
        }
    }

    /** The last day in force of a term. */
    static LocalDate lastDay(LocalDate start, int months) {
        return start.plusMonths(months).minusDays(1);
    }
}
