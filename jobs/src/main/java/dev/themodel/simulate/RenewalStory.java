package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** The renewals of a contract, one at the end of each term, until the customer leaves. */
final class RenewalStory {

    private static final List<String> CHURNED = List.of("価格", "使われなかった", "競合に乗り換え", "事業縮小", "担当者退職");
    private static final int TERMS = 10;
    private static final int DAYS_AHEAD = 90;

    private final Staff staff;
    private final FeedbackStory feedback;

    RenewalStory(Staff staff, FeedbackStory feedback) {
        this.staff = staff;
        this.feedback = feedback;
    }

    void tell(Journey journey, Entity deal, long signed) {
        Draws draws = journey.draws();
        int term = (Integer) deal.value("term_months");
        LocalDate start = (LocalDate) deal.value("start_date");
        BigDecimal amount = (BigDecimal) deal.value("amount");
        String owner = staff.draw(Department.CUSTOMER_SUCCESS, draws);
        for (int number = 1; number <= TERMS; number++) {
            LocalDate due = DealStory.lastDay(start, term);
            long opened = Tokyo.start(due.toEpochDay() - DAYS_AHEAD) + 10 * Tokyo.HOUR;
            Entity renewal = open(journey, deal, due, owner, amount, Math.max(opened, signed + Tokyo.DAY));
            double share = draws.share();
            if (share >= 0.98) {
                return;
            }
            long decided = Tokyo.atWork(Tokyo.start(due.toEpochDay() + draws.between(-60, 20)) + 11 * Tokyo.HOUR);
            renewal.time("decided_at", decided);
            if (share >= Company.RENEWED) {
                renewal.text("outcome", "churned").text("churn_reason", draws.pick(CHURNED));
                journey.send(renewal, decided);
                feedback.onChurn(journey, renewal, decided);
                return;
            }
            int percent = draws.pick(100, 100, 100, 100, 100, 110, 130, 90);
            amount = amount.multiply(BigDecimal.valueOf(percent, 2)).setScale(0, RoundingMode.HALF_UP);
            start = due.plusDays(1);
            renewal.text("outcome", "renewed").money("amount", amount).count("term_months", term);
            journey.send(renewal, decided);
        }
    }

    private static Entity open(
            Journey journey, Entity deal, LocalDate due, String owner, BigDecimal previous, long opened) {
        int number = journey.entities(Feeds.RENEWALS).size() + 1;
        Entity renewal = journey.open(Feeds.RENEWALS, "renewal_id", Ids.of("R", journey.number()) + "-" + number)
                .text("deal_id", (String) deal.value("deal_id"))
                .date("due_date", due)
                .text("account_id", (String) deal.value("account_id"))
                .text("owner_id", owner)
                .text("outcome", "pending")
                .money("previous_amount", previous)
                .text("currency", (String) deal.value("currency"));
        journey.send(renewal, opened);
        return renewal;
    }
}
