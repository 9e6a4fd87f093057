package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mart of {@code docs/add-your-own-mart.md}: a folder in the user's configuration and nothing else. */
class OwnMartTest {

    private static final TableName DEAL_SIZE = TableName.of("mart", "deal_size");
    private static final LocalDate NIGHT = LocalDate.parse("2026-02-10");

    @TempDir
    Path folder;

    @Test
    void aFolderInTheConfigurationIsBuiltAndChecked() throws Exception {
        Path configuration = Path.of(OwnMartTest.class.getResource("/own-mart").toURI());
        SparkSession spark = Sessions.openForSmallDeltas("local[2]", "test");
        Lake lake = new Lake(spark, folder.toString(), Definitions.overlaidBy(configuration.toString()));
        SmallStar star = new SmallStar();
        deal(star, "D1", LocalDate.parse("2026-01-05"), "gtx", 100);
        deal(star, "D2", LocalDate.parse("2026-01-31"), "gtx", 300);
        deal(star, "D3", LocalDate.parse("2026-02-01"), null, 0);
        Settings settings = Settings.shipped();
        List<TableWrite> writes = new ArrayList<>(star.write(lake, settings, NIGHT));

        List<TableWrite> marts = new Marts(lake, settings, message -> {})
                .run(new MartsRequest(NIGHT, Optional.empty(), writes, Map.of(), Map.of(), false));

        assertThat(marts).extracting(TableWrite::table).contains(DEAL_SIZE);
        assertThat(lake.read(DEAL_SIZE).orderBy("month").collectAsList())
                .extracting(Object::toString)
                .containsExactly("[2026-01-01,gtx,2,400.00,200.0,true]", "[2026-02-01,(none),1,0.00,0.0,false]");

        writes.addAll(marts);
        List<CheckResult> touched =
                new Checks(lake, settings).touched(new ChecksRequest(NIGHT, NIGHT, 0, table -> -1, writes));
        assertThat(touched)
                .filteredOn(result -> result.table().equals(DEAL_SIZE))
                .extracting(CheckResult::check, CheckResult::offenders, CheckResult::blocks)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("no_free_deals", 1L, false),
                        org.assertj.core.groups.Tuple.tuple("unique_key", 0L, false));
        assertThat(touched)
                .filteredOn(result -> result.check().equals("deals_without_customer"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.offenders()).isEqualTo(3);
                    assertThat(result.samples()).singleElement().asString().contains("\"amount_base\":400.00");
                });
        List<CheckResult> all = new Checks(lake, settings).everything(NIGHT, table -> OptionalLong.empty());
        assertThat(all).extracting(CheckResult::scope).containsOnly(CheckResult.ALL);
        assertThat(all).hasSizeGreaterThan(touched.size());
    }

    @Test
    void thePageShowsTheFolderAsItIs() throws Exception {
        String page = Files.readString(Path.of("docs/add-your-own-mart.md"));
        for (String file : List.of("table.sql", "query.sql", "checks.sql")) {
            assertThat(page)
                    .contains(Files.readString(Path.of("jobs/src/test/resources/own-mart/sql/mart/deal_size")
                            .resolve(file)));
        }
    }

    private static void deal(SmallStar star, String id, LocalDate signed, String product, int amount) {
        star.put(
                SmallStar.FACT_DEAL,
                id,
                "deal_id",
                id,
                "signed_at",
                signed,
                "signed_date",
                signed,
                "signed_month",
                signed.withDayOfMonth(1),
                "product_id",
                product,
                "amount_base",
                amount);
    }
}
