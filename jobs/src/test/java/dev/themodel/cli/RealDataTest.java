package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public data that nobody here made, through mappings, against its published answers. */
@Tag("long")
class RealDataTest {

    private static final Path DATA = Path.of(System.getProperty("real.data", "../shared/data"));

    @TempDir
    Path folder;

    @Test
    void crmSalesOpportunitiesGiveTheirKnownFigures() throws IOException {
        Path landing = land("maven_crm", "sales_pipeline.csv", "products.csv", "accounts.csv", "sales_teams.csv");
        Lake lake = night("maven_crm", landing, "2018-01-01");

        assertThat(rows(
                        lake,
                        "ops.file",
                        "SELECT rows_read, rows_mapped, accepted, rejected, duplicate FROM file"
                                + " WHERE feed = 'opportunities'"))
                .containsExactly("8800|8800|8300|500|0");
        assertThat(rows(lake, "raw.rejected", "SELECT feed, column, reason, count(*) FROM rejected GROUP BY ALL"))
                .containsExactly("opportunities|created_at|missing_required|500");
        assertThat(rows(
                        lake,
                        "star.fact_opportunity",
                        "SELECT count(*), count_if(is_won), count_if(is_lost)" + " FROM fact_opportunity"))
                .containsExactly("8300|4238|2473");
        assertThat(rows(
                        lake,
                        "star.fact_opportunity",
                        "SELECT count_if(is_won), count(*) FROM fact_opportunity"
                                + " WHERE owner_id = 'Darcel Schlecht' AND NOT is_open"))
                .containsExactly("349|553");
        assertThat(rows(
                        lake,
                        "mart.win_loss",
                        "SELECT segment_type, segment, sum(won), sum(lost), round(sum(won) / sum(won + lost), 4)"
                                + " FROM win_loss WHERE kind = 'all' AND (segment_type = 'all'"
                                + " OR segment_type = 'owner' AND segment = 'Darcel Schlecht')"
                                + " GROUP BY segment_type, segment"))
                .containsExactlyInAnyOrder("all|all|4238|2473|0.6315", "owner|Darcel Schlecht|349|204|0.6311");
        assertThat(rows(
                        lake,
                        "star.fact_deal",
                        "SELECT sum(amount_base),"
                                + " sum(amount_base) FILTER (WHERE rep_id = 'Darcel Schlecht'),"
                                + " sum(amount_base) FILTER (WHERE signed_month = DATE'2017-06-01') FROM fact_deal"))
                .containsExactly("10005534.00|1153214.00|1338466.00");
        assertThat(rows(
                        lake,
                        "star.dim_product",
                        "SELECT count(*), count_if(is_inferred) FROM dim_product" + " WHERE product_id IS NOT NULL"))
                .containsExactly("7|0");
        assertThat(
                        rows(
                                lake,
                                "mart.funnel_period",
                                "SELECT entered, amount_base FROM funnel_period WHERE stage = 'deal'"
                                        + " AND period_kind = 'month' AND period_start = DATE'2017-06-01' AND segment_type = 'all'"))
                .containsExactly("531|1338466.00");
    }

    @Test
    void invoicesGiveThePublishedCohorts() throws IOException {
        Path landing = land("online_retail", "online_retail_2010_2011.csv.gz");
        Lake lake = night("online_retail", landing, "2011-12-31");

        List<String> published = new ArrayList<>();
        List<String> lines = Files.readAllLines(DATA.resolve("online_retail_2010_2011/published_cohorts.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int age = 0; age + 1 < cells.length; age++) {
                if (!cells[age + 1].isEmpty()) {
                    published.add(cells[0] + "-01|" + age + "|" + cells[age + 1]);
                }
            }
        }
        assertThat(published).hasSize(91);
        assertThat(rows(
                        lake,
                        "mart.cohort_retention",
                        "SELECT cohort_month, age_months, buying FROM cohort_retention"
                                + " WHERE segment_type = 'all'"))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void subscriptionsThatContradictTheirChurnAndUsageAreWarnedAbout() throws IOException {
        Path landing = land(
                "ravenstack",
                "ravenstack_accounts.csv",
                "ravenstack_subscriptions.csv",
                "ravenstack_churn_events.csv",
                "ravenstack_feature_usage.csv",
                "ravenstack_support_tickets.csv");
        Lake lake = night("ravenstack", landing, "2024-12-31");
        Warehouses.run(
                "check",
                folder.resolve("warehouse"),
                landing,
                "--config",
                mappings("ravenstack").toString());

        assertThat(rows(
                        lake,
                        "ops.file",
                        "SELECT feed, sum(rows_read), sum(rows_mapped), sum(accepted) FROM file GROUP BY feed"))
                .containsExactlyInAnyOrder(
                        "accounts|500|500|500",
                        "deals|5000|5000|5000",
                        "renewals|600|600|600",
                        "activities|27000|27000|27000");
        assertThat(rows(lake, "star.fact_deal", "SELECT count(*), sum(amount_base) FROM fact_deal"))
                .containsExactly("5000|136064964.00");
        assertThat(rows(
                        lake,
                        "star.fact_renewal",
                        "SELECT count_if(is_churned), count(DISTINCT account_id), count_if(churn_reason = 'features')"
                                + " FROM fact_renewal"))
                .containsExactly("600|352|114");
        // what was in force on the last day, by the subscriptions' own dates
        assertThat(rows(
                        lake,
                        "mart.recurring_revenue",
                        "SELECT customers, amount_base FROM recurring_revenue"
                                + " WHERE month = DATE'2024-12-01' AND movement = 'closing'"))
                .containsExactly("500|123114108.00");
        // 53 churn events before the account's first subscription; 19,125 uses before and 289 after the subscription's
        // days
        assertThat(rows(
                        lake,
                        "ops.check",
                        "SELECT DISTINCT `check`, `table`, severity, offenders FROM `check` WHERE `check` IN"
                                + " ('renewal_before_its_deal', 'usage_outside_its_subscription') AND offenders > 0"))
                .containsExactlyInAnyOrder(
                        "renewal_before_its_deal|star.fact_renewal|warning|53",
                        "usage_outside_its_subscription|raw.activities|warning|19414");
    }

    @Test
    void aClickStreamGivesItsVisitsAndPurchases() throws IOException {
        Path landing = land("retentioneering_ecom", "ecom.csv.gz");
        Lake lake = night("retentioneering_ecom", landing, "2024-06-30");

        assertThat(rows(
                        lake,
                        "ops.file",
                        "SELECT feed, rows_read, rows_mapped, accepted, rejected, duplicate FROM file"))
                .containsExactlyInAnyOrder("visits|31106|3605|3605|0|0", "deals|31106|470|470|0|0");
        // 30 events came twice
        assertThat(rows(lake, "star.fact_visit", "SELECT count(DISTINCT visitor_id), sum(page_views) FROM fact_visit"))
                .containsExactly("600|31076");
        assertThat(rows(
                        lake,
                        "mart.funnel_period",
                        "SELECT period_start, entered FROM funnel_period WHERE stage = 'visitor'"
                                + " AND period_kind = 'month' AND segment_type = 'all'"))
                .containsExactlyInAnyOrder(
                        "2024-01-01|63",
                        "2024-02-01|124",
                        "2024-03-01|181",
                        "2024-04-01|167",
                        "2024-05-01|62",
                        "2024-06-01|3");
        assertThat(
                        rows(
                                lake,
                                "mart.funnel_period",
                                "SELECT segment, sum(entered) FROM funnel_period WHERE stage = 'visitor'"
                                        + " AND period_kind = 'month' AND segment_type = 'channel' AND entered > 0 GROUP BY segment"))
                .containsExactlyInAnyOrder(
                        "organic_search|219", "paid_search|169", "email|95", "organic_social|87", "direct|30");
        assertThat(rows(
                        lake,
                        "mart.cohort_retention",
                        "SELECT cohort_month, age_months, buying FROM cohort_retention"
                                + " WHERE segment_type = 'all' AND buying > 0 AND cohort_month <= DATE'2024-03-01'"))
                .containsExactlyInAnyOrder(
                        "2024-01-01|0|11",
                        "2024-01-01|1|2",
                        "2024-01-01|2|1",
                        "2024-01-01|4|1",
                        "2024-01-01|5|2",
                        "2024-02-01|0|28",
                        "2024-02-01|1|3",
                        "2024-02-01|2|4",
                        "2024-02-01|3|2",
                        "2024-02-01|4|3",
                        "2024-03-01|0|47",
                        "2024-03-01|1|9",
                        "2024-03-01|2|11",
                        "2024-03-01|3|7");
    }

    private Path land(String source, String... files) throws IOException {
        Path from =
                Files.isDirectory(DATA.resolve(source)) ? DATA.resolve(source) : DATA.resolve(source + "_2010_2011");
        assumeTrue(Files.isDirectory(from), "real data is not at " + from + "; -Dreal.data=DIR says where it is");
        Path landing = folder.resolve("landing");
        Files.createDirectories(landing.resolve(source));
        for (String file : files) {
            Files.copy(from.resolve(file), landing.resolve(source).resolve(file));
        }
        return landing;
    }

    private Lake night(String source, Path landing, String date) {
        Path warehouse = folder.resolve("warehouse");
        Warehouses.run(
                "nightly",
                warehouse,
                landing,
                "--date",
                date,
                "--config",
                mappings(source).toString());
        return Warehouses.lake(warehouse);
    }

    private static Path mappings(String source) {
        return Path.of("jobs/src/test/resources/mappings", source);
    }

    private static List<String> rows(Lake lake, String table, String sql) {
        TableName name = TableName.parse(table);
        lake.read(name).createOrReplaceTempView(name.table());
        Dataset<Row> rows = lake.spark().sql(sql);
        Column[] texts = Arrays.stream(rows.columns())
                .map(column -> rows.col(column).cast("string"))
                .toArray(Column[]::new);
        return rows.select(texts).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }
}
