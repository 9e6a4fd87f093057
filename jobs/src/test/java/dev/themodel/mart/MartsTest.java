package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marts night by night on a star of a few random rows. */
class MartsTest {

    private static final long SEED = 20260331;
    private static final List<String> STAGES = List.of("visitor", "lead", "opportunity", "meeting", "deal", "renewal");
    private static final List<String> CHANNELS = List.of("direct", "email", "paid_search");
    private static SparkSession spark;

    @TempDir
    Path folder;

    /** It tells only of factors with twenty units on both sides. */
    private static final TableName NEEDS_MORE_UNITS = TableName.of("mart", "success_factor");

    private static final TableName HANDOVER = TableName.of("mart", "handover");

    private final Settings settings = Settings.shipped();
    private final Definitions definitions = Definitions.shipped();
    private final SmallStar star = new SmallStar();
    private final List<String> messages = new ArrayList<>();

    @BeforeAll
    static void open() {
        spark = Sessions.openForSmallDeltas("local[2]", "test");
    }

    @Test
    void nightsEqualARebuildAndTheHistoryTellsWhatEachNightSaid() {
        Random random = new Random(SEED);
        Lake lake = lake("nights");
        Map<LocalDate, List<String>> said = new TreeMap<>();
        Map<TableName, String> fingerprints = new TreeMap<>();
        Optional<LocalDate> before = Optional.empty();
        // a leap over months, a month's turn, and a late night on the same as_of
        for (LocalDate night : dates("2026-01-20", "2026-03-31", "2026-04-01", "2026-04-01")) {
            change(random, night);
            List<TableWrite> writes = run(lake, star.write(lake, settings, night), before, night, fingerprints, false);
            writes.forEach(write -> fingerprints.put(write.table(), write.fingerprint()));
            before = Optional.of(night);
            said.put(night, funnel(lake));
        }

        Lake rebuilt = lake("rebuilt");
        star.forget();
        run(
                rebuilt,
                star.write(rebuilt, settings, before.orElseThrow()),
                Optional.empty(),
                before.orElseThrow(),
                Map.of(),
                true);
        for (TableName mart : definitions.all("mart")) {
            if (!mart.table().endsWith("_history")) {
                assertThat(rows(lake, mart)).as("seed %d, %s", SEED, mart).isEqualTo(rows(rebuilt, mart));
                if (!mart.equals(NEEDS_MORE_UNITS)) {
                    assertThat(rows(lake, mart)).as(mart.toString()).isNotEmpty();
                }
            }
        }
        assertThat(rebuilt.exists(TableName.of("mart", "funnel_history"))).isFalse();

        said.forEach((night, rows) -> assertThat(history(lake, night))
                .as("seed %d, as was %s", SEED, night)
                .isEqualTo(rows));

        List<TableWrite> again = run(
                lake,
                star.write(lake, settings, before.orElseThrow()),
                before,
                before.orElseThrow(),
                fingerprints,
                false);
        assertThat(again).extracting(TableWrite::mode).containsOnly(TableWrite.UNCHANGED);
    }

    @Test
    void aHandOverBecomesOverdueThoughNothingOfItsMonthHasChanged() {
        Lake lake = lake("overdue");
        LocalDate friday = LocalDate.parse("2026-01-30");
        LocalDate before = LocalDate.parse("2026-01-31");
        star.put(
                SmallStar.FACT_OPPORTUNITY,
                "waiting",
                "opportunity_id",
                "waiting",
                "kind",
                "new",
                "created_at",
                friday,
                "created_date",
                friday,
                "is_not_counted",
                false,
                "is_entered",
                true);
        Map<TableName, String> fingerprints = new TreeMap<>();
        List<TableWrite> writes =
                run(lake, star.write(lake, settings, before), Optional.empty(), before, fingerprints, false);
        writes.forEach(write -> fingerprints.put(write.table(), write.fingerprint()));
        assertThat(lake.read(HANDOVER).where("is_overdue").count()).isZero();

        LocalDate later = LocalDate.parse("2026-02-10");
        run(lake, star.write(lake, settings, later), Optional.of(before), later, fingerprints, false);
        assertThat(lake.read(HANDOVER)
                        .where("is_overdue AND NOT is_answered_in_time")
                        .count())
                .isEqualTo(1);
    }

    /** A dozen units come, change or go, at dates up to the night and far back. */
    private void change(Random random, LocalDate night) {
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
            putLead(random, date, channel);
            putOpportunity(random, date, night, change);
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

    private void putLead(Random random, LocalDate date, String channel) {
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

    private void putOpportunity(Random random, LocalDate date, LocalDate night, int change) {
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

    private List<TableWrite> run(
            Lake lake,
            List<TableWrite> writes,
            Optional<LocalDate> before,
            LocalDate asOf,
            Map<TableName, String> fingerprints,
            boolean isRebuild) {
        return new Marts(lake, settings, messages::add)
                .run(new MartsRequest(asOf, before, writes, Map.of(), fingerprints, isRebuild));
    }

    private static List<String> funnel(Lake lake) {
        return lake
                .read(TableName.of("mart", "funnel_period"))
                .where("period_kind = 'month' AND segment_type IN ('all', 'channel')")
                .collectAsList()
                .stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private List<String> history(Lake lake, LocalDate night) {
        String columns = definitions.of(TableName.of("mart", "funnel_period")).columns().stream()
                .collect(Collectors.joining(", "));
        return lake
                .read(TableName.of("mart", "funnel_history"))
                .where("known_from <= DATE'" + night + "' AND (known_to IS NULL OR known_to > DATE'" + night + "')")
                .selectExpr(columns.split(", "))
                .collectAsList()
                .stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static List<String> rows(Lake lake, TableName table) {
        return lake.read(table).collectAsList().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static List<LocalDate> dates(String... texts) {
        return List.of(texts).stream().map(LocalDate::parse).toList();
    }

    private Lake lake(String name) {
        return new Lake(spark, folder.resolve(name).toString(), definitions);
    }
}
