package dev.themodel.mart;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** What happens to a {@link SmallStar} from night to night, drawn at random. */
final class RandomChanges {

    private static final List<String> STAGES = List.of("visitor", "lead", "opportunity", "meeting", "deal", "renewal");
    private static final List<String> CHANNELS = List.of("direct", "email", "paid_search");

    private final SmallStar star;
    private final Random random;

    RandomChanges(SmallStar star, Random random) {
        this.star = star;
        this.random = random;
    }

    /** A dozen units come, change or go, at dates up to the night and far back. */
    void before(LocalDate night) {
        for (int change = 0; change < 12; change++) {
            LocalDate date = night.minusDays(random.nextInt(5) == 0 ? random.nextInt(60) : random.nextInt(4));
            String stage = STAGES.get(random.nextInt(STAGES.size()));
            String unit = stage + random.nextInt(8);
            String channel = random.nextInt(4) == 0 ? null : CHANNELS.get(random.nextInt(CHANNELS.size()));
            boolean goesOn = random.nextBoolean();
            if (random.nextInt(6) == 0) {
                star.remove(SmallStar.STAGE_ENTRY, unit);
            } else {
                star.put(
                        SmallStar.STAGE_ENTRY,
                        unit,
                        "stage",
                        stage,
                        "unit_id",
                        unit,
                        "entered_date",
                        date,
                        "entered_month",
                        date.withDayOfMonth(1),
                        "channel",
                        channel,
                        "source",
                        channel,
                        "campaign_id",
                        random.nextBoolean() ? "spring" : null,
                        "upstream_id",
                        random.nextBoolean() ? "someone" : null,
                        "next_date",
                        goesOn && !stage.equals("renewal") ? night : null,
                        "days_to_next",
                        goesOn && !stage.equals("renewal") ? random.nextInt(100) : null,
                        "deal_date",
                        stage.equals("visitor") && goesOn ? night : null,
                        "amount_base",
                        100,
                        "is_without_rate",
                        false);
            }
            int visitor = random.nextInt(5);
            star.put(
                    SmallStar.FACT_VISIT,
                    "visit" + random.nextInt(20),
                    "visitor_id",
                    "v" + visitor,
                    "visitor_key",
                    visitor,
                    "started_date",
                    date,
                    "started_month",
                    date.withDayOfMonth(1),
                    "channel",
                    channel);
            LocalDate due = date.plusDays(random.nextInt(40));
            String renewal = "renewal" + random.nextInt(5);
            String renewedDeal = "deal" + random.nextInt(8);
            star.put(
                    SmallStar.RAW_RENEWALS,
                    renewal + night + change,
                    "renewal_id",
                    renewal,
                    "deal_id",
                    renewedDeal,
                    "due_date",
                    due);
            star.put(
                    SmallStar.FACT_RENEWAL,
                    renewal,
                    "renewal_id",
                    renewal,
                    "deal_id",
                    renewedDeal,
                    "is_churned",
                    random.nextBoolean(),
                    "due_date",
                    due,
                    "due_month",
                    due.withDayOfMonth(1),
                    "account_id",
                    "a" + random.nextInt(3),
                    "is_first_of_new",
                    true,
                    "is_renewed",
                    random.nextBoolean(),
                    "channel",
                    channel);
            String deal = "d" + random.nextInt(6);
            star.put(
                    SmallStar.FACT_DEAL,
                    deal,
                    "deal_id",
                    deal,
                    "account_id",
                    "a" + random.nextInt(3),
                    "signed_at",
                    date,
                    "signed_date",
                    date,
                    "signed_month",
                    date.withDayOfMonth(1),
                    "product_id",
                    channel);
            star.put(
                    SmallStar.FACT_CONTRACT,
                    deal,
                    "deal_id",
                    deal,
                    "account_id",
                    "a" + random.nextInt(3),
                    "starts_on",
                    date,
                    "starts_month",
                    date.withDayOfMonth(1),
                    "ends_on",
                    date.plusDays(random.nextInt(90)),
                    "annual_amount_base",
                    100 + random.nextInt(3),
                    "is_renewal_pending",
                    random.nextBoolean());
            putLead(date, channel);
            putOpportunity(date, night, change);
        }
        star.put(
                SmallStar.RAW_TARGETS,
                "target" + night,
                "month",
                night.withDayOfMonth(1),
                "segment_type",
                "all",
                "segment",
                "all",
                "revenue",
                1000,
                "average_deal_value",
                100,
                "updated_at",
                night,
                "is_deleted",
                false);
        star.put(
                SmallStar.DIM_CAMPAIGN,
                "spring",
                "campaign_key",
                1,
                "campaign_id",
                "spring",
                "name",
                "Spring " + night.getMonthValue());
    }

    private void putLead(LocalDate date, String channel) {
        String lead = "lead" + random.nextInt(8);
        star.put(
                SmallStar.RAW_LEADS,
                lead + date,
                "lead_id",
                lead,
                "created_at",
                date,
                "updated_at",
                date,
                "recycled_at",
                random.nextBoolean() ? date : null,
                "recycled_reason",
                random.nextBoolean() ? "too early" : null,
                "is_deleted",
                false);
        star.put(
                SmallStar.FACT_LEAD,
                lead,
                "lead_id",
                lead,
                "created_at",
                date,
                "entered_at",
                date,
                "entered_date",
                date,
                "entered_month",
                date.withDayOfMonth(1),
                "channel",
                channel,
                "source",
                channel,
                "visitor_ids",
                List.of("v" + random.nextInt(5)),
                "is_disqualified",
                random.nextBoolean(),
                "is_merged",
                false,
                "is_not_counted",
                false,
                "is_entered",
                true);
    }

    private void putOpportunity(LocalDate date, LocalDate night, int change) {
        String opportunity = "opportunity" + random.nextInt(8);
        boolean isClosed = random.nextBoolean();
        boolean isLost = isClosed && random.nextBoolean();
        star.put(
                SmallStar.RAW_OPPORTUNITIES,
                opportunity + night + change,
                "opportunity_id",
                opportunity,
                "updated_at",
                night,
                "is_deleted",
                false,
                "stage_name",
                "stage " + random.nextInt(3),
                "amount",
                random.nextInt(100));
        star.put(
                SmallStar.FACT_OPPORTUNITY,
                opportunity,
                "opportunity_id",
                opportunity,
                "kind",
                random.nextBoolean() ? "new" : "upsell",
                "created_at",
                date,
                "created_date",
                date,
                "created_month",
                date.withDayOfMonth(1),
                "closed_date",
                isClosed ? night : null,
                "closed_month",
                isClosed ? night.withDayOfMonth(1) : null,
                "upstream_lead_id",
                "lead" + random.nextInt(8),
                "is_open",
                !isClosed,
                "is_won",
                isClosed && !isLost,
                "is_lost",
                isLost,
                "is_rejected",
                random.nextBoolean(),
                "is_not_counted",
                false,
                "is_entered",
                true,
                "amount_base",
                100);
    }
}
