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
        RandomChanges changes = new RandomChanges(star, new Random(SEED));
        Lake lake = lake("nights");
        Map<LocalDate, List<String>> said = new TreeMap<>();
        Map<TableName, String> fingerprints = new TreeMap<>();
        Optional<LocalDate> before = Optional.empty();
        // a leap over months, a month's turn, and a late night on the same as_of
        for (LocalDate night : dates("2026-01-20", "2026-03-31", "2026-04-01", "2026-04-01")) {
            changes.before(night);
            if (before.filter(night::equals).isPresent()) {
                // no unit enters a stage by it, but the funnel now begins with it
                renewalDue(LocalDate.parse("2025-06-30"));
            }
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

    private void renewalDue(LocalDate due) {
        star.put(
                SmallStar.FACT_RENEWAL,
                "long ago",
                "renewal_id",
                "long ago",
                "deal_id",
                "never seen",
                "due_date",
                due,
                "due_month",
                due.withDayOfMonth(1),
                "is_first_of_new",
                true,
                "is_renewed",
                false,
                "is_churned",
                false);
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
