package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One campaign of each kind a month, and what each costs a day: known the day after, sometimes revised later. */
final class Campaigns {

    private final long seed;
    private final double scale;

    Campaigns(long seed, double scale) {
        this.seed = seed;
        this.scale = scale;
    }

    /** The campaigns that begin in a month. */
    List<Entity> startingIn(LocalDate month) {
        List<Entity> records = new ArrayList<>();
        for (CampaignKind kind : CampaignKind.values()) {
            Entity campaign = new Entity(Feeds.CAMPAIGNS)
                    .text("campaign_id", kind.idOn(month))
                    .text("name", kind.nameIn(month))
                    .text("channel", kind.channel())
                    .text("medium", kind.medium())
                    .date("started_on", month)
                    .date("ended_on", month.plusMonths(1).minusDays(1));
            campaign.send(Tokyo.start(month.toEpochDay()), month.toEpochDay());
            records.add(campaign);
        }
        return records;
    }

    /** What the campaigns cost on a day. */
    List<Entity> spendOn(LocalDate day) {
        Draws draws = Draws.of(seed, 0x59E4D, day.toEpochDay());
        List<Entity> records = new ArrayList<>();
        for (CampaignKind kind : CampaignKind.values()) {
            long yen = Math.max(1, Math.round(kind.dailySpend() * scale * (80 + draws.below(41)) / 100));
            int clicks = (int) Math.min(Integer.MAX_VALUE / 100, yen / 90);
            Entity spend = new Entity(Feeds.SPEND)
                    .text("campaign_id", kind.idOn(day))
                    .date("spent_on", day)
                    .money("amount", BigDecimal.valueOf(yen))
                    .text("currency", "JPY")
                    .count("impressions", clicks * 50)
                    .count("clicks", clicks);
            long known = day.toEpochDay() + 1;
            spend.send(Tokyo.start(known), known);
            if (draws.chance(0.04)) {
                spend.money("amount", BigDecimal.valueOf(yen + 500)).send(Tokyo.start(known + 3), known + 3);
            }
            records.add(spend);
        }
        return records;
    }
}
