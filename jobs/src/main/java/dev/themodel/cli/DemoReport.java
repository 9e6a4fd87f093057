package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.lake.Ledger;
import dev.themodel.model.Stage;
import dev.themodel.model.TableName;
import dev.themodel.night.Findings;
import dev.themodel.night.Reader;
import dev.themodel.plan.PlanRequest;
import dev.themodel.plan.ReversePlan;
import dev.themodel.plan.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/** What the demo shows of its company: the funnel beside the plan, where it leaks, who stays, what was rejected. */
final class DemoReport {

    private static final String FUNNEL = """
            SELECT date_format(period_start, 'yyyy-MM') AS month, stage, entered, rate
            FROM mart.funnel_period
            WHERE period_kind = 'month'
              AND segment_type = 'all'
              AND is_complete
              AND period_start >= (
                SELECT add_months(max(period_start), -2)
                FROM mart.funnel_period
                WHERE period_kind = 'month' AND segment_type = 'all' AND is_complete
              )
            ORDER BY period_start""";

    private static final String RETENTION = """
            SELECT date_format(cohort_month, 'yyyy-MM') AS first_deal, max(customers) AS customers,
              sum(CASE WHEN age_months = 1 THEN active END) AS after_1_month,
              sum(CASE WHEN age_months = 6 THEN active END) AS after_6_months,
              sum(CASE WHEN age_months = 11 THEN active END) AS after_11_months,
              sum(CASE WHEN age_months = 12 THEN active END) AS after_12_months
            FROM mart.cohort_retention
            WHERE segment_type = 'all' AND is_complete
            GROUP BY cohort_month
            ORDER BY cohort_month""";

    private static final String REJECTED = """
            SELECT feed, reason, `column`, count(*) AS rows, min(path) AS for_example
            FROM raw.rejected
            GROUP BY feed, reason, `column`
            UNION ALL
            SELECT feed, concat(refused_reason, ' (whole file)'), NULL, count(*), min(path)
            FROM ops.file
            WHERE refused_reason IS NOT NULL
            GROUP BY feed, refused_reason
            ORDER BY feed, reason""";

    private final Reader reader;
    private final Settings settings;
    private final ReversePlan plan;

    DemoReport(Reader reader, Settings settings, ReversePlan plan) {
        this.reader = reader;
        this.settings = settings;
        this.plan = plan;
        reader.show(List.of(
                TableName.of("mart", "funnel_period"),
                TableName.of("mart", "cohort_retention"),
                TableName.of("raw", "rejected"),
                Ledger.FILE));
    }

    String text() {
        String line = System.lineSeparator();
        return line + "The funnel of the last full months beside the plan (entered, period rate)" + line + funnel()
                + line
                + "Where it leaks, which hand-over is weak, what the departments tell each other" + line
                + Findings.text(Findings.of(reader)) + line
                + "Customers with a contract in force, by the month of their first deal" + line + rows(RETENTION) + line
                + "What was rejected, and why" + line + rows(REJECTED) + line;
    }

    private String funnel() {
        List<Row> rows = reader.spark().sql(FUNNEL).collectAsList();
        List<String> months =
                rows.stream().map(row -> row.getString(0)).distinct().toList();
        String[] titles = IntStream.range(0, months.size() + 3)
                .mapToObj(i -> i == 0 ? "Stage" : i == 1 ? "" : i == 2 ? "Plan a month" : months.get(i - 3))
                .toArray(String[]::new);
        TextTable table = TextTable.of(titles)
                .rightAligned(IntStream.range(2, titles.length).boxed().toArray(Integer[]::new));
        for (Stage stage : Stage.values()) {
            String[] cells = new String[titles.length];
            cells[0] = settings.stages().get(stage).english();
            cells[1] = settings.stages().get(stage).japanese();
            cells[2] = PlanRequest.STAGES.contains(stage)
                    ? plan.required(stage).map(number -> number.toPlainString()).orElse("")
                    : "";
            for (int i = 0; i < months.size(); i++) {
                String month = months.get(i);
                cells[i + 3] = rows.stream()
                        .filter(row -> row.getString(0).equals(month)
                                && row.getString(1).equals(stage.code()))
                        .findFirst()
                        .map(row -> row.getLong(2)
                                + (row.isNullAt(3)
                                        ? ""
                                        : String.format(Locale.ROOT, " (%.1f %%)", 100 * row.getDouble(3))))
                        .orElse("");
            }
            table.row(cells);
        }
        return table.text();
    }

    private String rows(String sql) {
        Dataset<Row> rows = reader.spark().sql(sql);
        TextTable table = TextTable.of(rows.columns())
                .rightAligned(IntStream.range(0, rows.columns().length)
                        .filter(i -> rows.schema().fields()[i].dataType() instanceof NumericType)
                        .boxed()
                        .toArray(Integer[]::new));
        rows.collectAsList()
                .forEach(row -> table.row(IntStream.range(0, row.size())
                        .mapToObj(i -> row.isNullAt(i) ? "" : row.get(i).toString())
                        .toArray(String[]::new)));
        return table.text();
    }
}
