package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;

/** What one department tells another about what it delivered. */
final class FeedbackStory {

    /** Inside Sales on a lead that was none. */
    void onDisqualification(Journey journey, Entity lead, long second) {
        if (journey.draws().chance(0.02)) {
            Entity comment = comment(journey, Department.INSIDE_SALES, Department.MARKETING, second)
                    .text("lead_id", (String) lead.value("lead_id"))
                    .text("campaign_id", (String) lead.value("campaign_id"))
                    .text("category", "quality")
                    .text("body", "このキャンペーンは" + lead.value("disqualified_reason") + "が多いです");
            answer(journey, comment, second);
        }
    }

    /** Field Sales on an opportunity it rejected. */
    void onRejection(Journey journey, Entity opportunity, long second) {
        if (journey.draws().chance(0.3)) {
            Entity comment = comment(journey, Department.FIELD_SALES, Department.INSIDE_SALES, second)
                    .text("opportunity_id", (String) opportunity.value("opportunity_id"))
                    .text("category", "quality")
                    .text("body", "予算と決裁者が不明のまま渡されました。\n次回は確認をお願いします。");
            answer(journey, comment, second);
        }
    }

    /** Customer Success on a deal that came without what the customer expects. */
    void onMissingExpectation(Journey journey, Entity deal, long second) {
        if (journey.draws().chance(0.4)) {
            Entity comment = comment(journey, Department.CUSTOMER_SUCCESS, Department.FIELD_SALES, second)
                    .text("account_id", (String) deal.value("account_id"))
                    .text("category", "handover")
                    .text("body", "お客様の期待が記録されていません");
            answer(journey, comment, second);
        }
    }

    /** Customer Success on a customer that left. */
    void onChurn(Journey journey, Entity renewal, long second) {
        if (journey.draws().chance(0.3)) {
            Entity comment = comment(journey, Department.CUSTOMER_SUCCESS, Department.MARKETING, second)
                    .text("account_id", (String) renewal.value("account_id"))
                    .text("category", "fit")
                    .text("body", "理由: " + renewal.value("churn_reason") + " \"合わない顧客\"");
            answer(journey, comment, second);
        }
    }

    private static Entity comment(Journey journey, Department from, Department to, long second) {
        int number = journey.entities(Feeds.FEEDBACK).size() + 1;
        return journey.open(Feeds.FEEDBACK, "feedback_id", Ids.of("F", journey.number()) + "-" + number)
                .text("from_department", from.code())
                .text("to_department", to.code())
                .time("created_at", second)
                .text("status", "open");
    }

    private static void answer(Journey journey, Entity comment, long second) {
        Draws draws = journey.draws();
        journey.send(comment, second);
        if (draws.chance(0.7)) {
            long seen = Tokyo.atWork(second + draws.between(1, 6) * Tokyo.DAY);
            comment.text("status", "acknowledged").time("acknowledged_at", seen);
            journey.send(comment, seen);
            if (draws.chance(0.6)) {
                long done = Tokyo.atWork(seen + draws.between(1, 20) * Tokyo.DAY);
                comment.text("status", "done").time("done_at", done).text("action", "確認項目に追加した");
                journey.send(comment, done);
            }
        }
    }
}
