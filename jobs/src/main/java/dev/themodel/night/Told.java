package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.model.Department;
import dev.themodel.model.TableName;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What each department tells another about what it was delivered, over the full months in which that is decided. */
final class Told {

    static final TableName TABLE = TableName.of("mart", "feedback");

    private static final String QUERY = """
            SELECT from_department, to_department, SUM(delivered) AS delivered, SUM(accepted) AS accepted,
              SUM(rejected) AS rejected, SUM(won) AS won, SUM(revenue) AS revenue, SUM(renewed) AS renewed,
              SUM(churned) AS churned, SUM(comments_open) AS comments_open,
              MAX_BY(top_reason, month) FILTER (WHERE top_reason IS NOT NULL) AS reason,
              MAX(month) FILTER (WHERE top_reason IS NOT NULL) AS reason_month
            FROM mart.feedback
            WHERE subject_type = 'all' AND month <= CAST(:until AS DATE)
              AND month >= CASE from_department
                WHEN 'inside_sales' THEN CAST(:inside_sales AS DATE)
                WHEN 'field_sales' THEN CAST(:field_sales AS DATE)
                WHEN 'customer_success' THEN CAST(:customer_success AS DATE)
              END
            GROUP BY from_department, to_department
            HAVING SUM(delivered) > 0""";

    private final FeedbackMonths months;
    private final YearMonth last;
    private final String currency;

    Told(Settings settings, YearMonth last) {
        this.months = new FeedbackMonths(settings);
        this.last = last;
        this.currency = settings.baseCurrency();
    }

    List<Finding> find(SparkSession spark) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("until", last.atDay(1).toString());
        for (Department teller :
                List.of(Department.INSIDE_SALES, Department.FIELD_SALES, Department.CUSTOMER_SUCCESS)) {
            parameters.put(teller.code(), months.first(teller, last).atDay(1).toString());
        }
        List<Finding> findings = spark.sql(QUERY, parameters).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> department(row, "from_department"))
                        .thenComparing(row -> department(row, "to_department")))
                .map(this::finding)
                .toList();
        return findings.isEmpty()
                ? List.of(new Finding(
                        "feedback", "No department has been delivered anything yet to tell another about.", Map.of()))
                : findings;
    }

    private Finding finding(Row row) {
        Department from = department(row, "from_department");
        Department to = department(row, "to_department");
        YearMonth first = months.first(from, last);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("from_department", from.code());
        figures.put("to_department", to.code());
        figures.put("from", first.toString());
        figures.put("until", last.toString());
        for (String column : List.of(
                "delivered",
                "accepted",
                "rejected",
                "won",
                "revenue",
                "renewed",
                "churned",
                "comments_open",
                "reason")) {
            figures.put(column, row.getAs(column));
        }
        return new Finding(
                "feedback",
                from.english() + " tells " + to.english() + ": of " + Figures.count(row.<Long>getAs("delivered")) + " "
                        + units(from, to) + " delivered from " + first + " to " + last + ", "
                        + (from == Department.CUSTOMER_SUCCESS ? renewals(row) : answers(row)) + reason(row)
                        + comments(row) + ".",
                figures);
    }

    private String answers(Row row) {
        long delivered = row.<Long>getAs("delivered");
        Long won = row.getAs("won");
        return Figures.part(row.<Long>getAs("accepted"), delivered) + " were accepted"
                + (won == null
                        ? ""
                        : ", " + Figures.part(won, delivered) + " won, worth "
                                + Figures.money(row.<BigDecimal>getAs("revenue"), currency) + ",")
                + " and " + Figures.part(row.<Long>getAs("rejected"), delivered) + " rejected";
    }

    private static String renewals(Row row) {
        return Figures.count(row.<Long>getAs("renewed")) + " were renewed and "
                + Figures.count(row.<Long>getAs("churned")) + " churned";
    }

    private static String reason(Row row) {
        String reason = row.getAs("reason");
        return reason == null
                ? ""
                : ", in " + YearMonth.from(row.<Date>getAs("reason_month").toLocalDate()) + " most often for \""
                        + reason.strip().replaceAll("\\s+", " ") + "\"";
    }

    private static String comments(Row row) {
        long open = row.<Long>getAs("comments_open");
        return open == 0
                ? ""
                : "; " + Figures.count(open) + (open == 1 ? " comment waits" : " comments wait") + " for an answer";
    }

    private static String units(Department from, Department to) {
        return switch (from) {
            case INSIDE_SALES -> "leads";
            case FIELD_SALES -> to == Department.MARKETING ? "leads that became opportunities" : "opportunities";
            default -> "deals";
        };
    }

    private static Department department(Row row, String column) {
        String code = row.getAs(column);
        return Arrays.stream(Department.values())
                .filter(department -> department.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("mart.feedback names an unknown department: " + code));
    }
}
