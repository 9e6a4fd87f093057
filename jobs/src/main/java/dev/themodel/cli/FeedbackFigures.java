package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.model.Department;
import dev.themodel.night.FeedbackMonths;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the page of feedback tells in figures: of mart.feedback, mart.segment_label and the views {@link #RECORDS} and
 * {@link #COMMENTS}, which hold what {@code sql/analysis} answers for a department.
 */
final class FeedbackFigures {

    static final String RECORDS = "feedback_record";
    static final String COMMENTS = "feedback_comment";

    /** Subjects with fewer units are not held against each other. */
    static final int LEAST_UNITS = 20;

    private static final int OPEN_COMMENTS = 5;

    /** The months that a department looks at, up to the running one. */
    private static final String IN_ITS_MONTHS = """
            month <= CAST(:until AS DATE) AND month >= CASE from_department
              WHEN 'inside_sales' THEN CAST(:inside_sales AS DATE)
              WHEN 'field_sales' THEN CAST(:field_sales AS DATE)
              WHEN 'customer_success' THEN CAST(:customer_success AS DATE)
            END""";

    private static final String TOLD = """
            SELECT from_department, SUM(delivered) AS delivered, SUM(accepted) AS accepted, SUM(rejected) AS rejected,
              SUM(pending) AS pending, COALESCE(SUM(won), 0) AS won, COALESCE(SUM(revenue), 0) AS revenue,
              COALESCE(SUM(renewed), 0) AS renewed, COALESCE(SUM(churned), 0) AS churned
            FROM mart.feedback
            WHERE to_department = :department AND subject_type = 'all' AND %s
            GROUP BY from_department
            HAVING SUM(delivered) > 0""".formatted(IN_ITS_MONTHS);

    private static final String REASONS = """
            SELECT from_department, MIN_BY(reason, STRUCT(-times, reason)) AS reason, MAX(times) AS times
            FROM (
              SELECT from_department, reason, COUNT(*) AS times
              FROM feedback_record
              WHERE reason IS NOT NULL AND %s
              GROUP BY from_department, reason
            )
            GROUP BY from_department""".formatted(IN_ITS_MONTHS);

    private static final String CONTRASTS = """
            WITH
            sums AS (
              SELECT from_department, subject_type, subject,
                CASE from_department
                  WHEN 'inside_sales' THEN SUM(accepted)
                  WHEN 'field_sales' THEN SUM(won)
                  ELSE SUM(renewed)
                END AS good,
                IF(from_department = 'customer_success', SUM(renewed) + SUM(churned), SUM(delivered)) AS units
              FROM mart.feedback
              WHERE to_department = :department AND subject_type <> 'all' AND subject <> '(none)' AND %s
              GROUP BY from_department, subject_type, subject
            ),
            named AS (
              SELECT sums.*, good / units AS share, COALESCE(segment_label.segment_label, sums.subject) AS name
              FROM sums
              LEFT JOIN mart.segment_label
                ON segment_label.segment_type = IF(sums.subject_type = 'rep', 'owner', sums.subject_type)
                AND segment_label.segment = sums.subject
              WHERE units >= :least_units
            )
            SELECT from_department, subject_type,
              MAX_BY(STRUCT(name, good, units), STRUCT(share, units, subject)) AS best,
              MIN_BY(STRUCT(name, good, units), STRUCT(share, -units, subject)) AS weakest
            FROM named
            GROUP BY from_department, subject_type
            HAVING MIN(share) < MAX(share)
            ORDER BY from_department, subject_type""".formatted(IN_ITS_MONTHS);

    private static final String COMMENT_COUNTS = """
            SELECT COUNT_IF(status = 'open') AS open, COUNT_IF(status = 'acknowledged') AS acknowledged,
              COUNT_IF(status = 'done') AS done, PERCENTILE(days_to_acknowledge, 0.5) AS days_to_acknowledge,
              PERCENTILE(days_to_done, 0.5) AS days_to_done
            FROM feedback_comment
            WHERE TRUNC(date, 'MM') BETWEEN CAST(:inside_sales AS DATE) AND CAST(:until AS DATE)""";

    private static final String OPEN = """
            SELECT date, from_department, CONCAT_WS(': ', category, body) AS text
            FROM feedback_comment
            WHERE status = 'open'
            ORDER BY date DESC, feedback_id""";

    private final SparkSession spark;
    private final Department reader;
    private final LocalDate asOf;
    private final Map<String, Object> parameters;
    private final FeedbackMonths months;
    private final String currency;

    FeedbackFigures(SparkSession spark, Department reader, LocalDate asOf, Settings settings) {
        this.spark = spark;
        this.reader = reader;
        this.asOf = asOf;
        this.months = new FeedbackMonths(settings);
        this.currency = settings.baseCurrency();
        this.parameters = Map.of(
                "department",
                reader.code(),
                "inside_sales",
                first(Department.INSIDE_SALES).atDay(1).toString(),
                "field_sales",
                first(Department.FIELD_SALES).atDay(1).toString(),
                "customer_success",
                first(Department.CUSTOMER_SUCCESS).atDay(1).toString(),
                "until",
                asOf.withDayOfMonth(1).toString(),
                "least_units",
                LEAST_UNITS);
    }

    private YearMonth first(Department by) {
        return months.first(by, YearMonth.from(asOf));
    }

    /** The page, with amounts in the base currency. */
    FeedbackPage page() {
        List<Row> reasons = rows(REASONS);
        List<FeedbackPage.Told> told = rows(TOLD).stream()
                .map(row -> told(row, reasons))
                .sorted(java.util.Comparator.comparing(FeedbackPage.Told::by))
                .toList();
        List<FeedbackPage.Contrast> contrasts = rows(CONTRASTS).stream()
                .map(row -> new FeedbackPage.Contrast(
                        department(row.getAs("from_department")),
                        row.getAs("subject_type"),
                        share(row.getAs("best")),
                        share(row.getAs("weakest"))))
                .toList();
        List<FeedbackPage.OpenComment> open = spark.sql(OPEN).limit(OPEN_COMMENTS).collectAsList().stream()
                .map(row -> new FeedbackPage.OpenComment(
                        row.<Date>getAs("date").toLocalDate(),
                        department(row.getAs("from_department")).english(),
                        row.getAs("text")))
                .toList();
        return new FeedbackPage(
                reader, asOf, first(Department.INSIDE_SALES), currency, told, contrasts, comments(), open);
    }

    private FeedbackPage.Told told(Row row, List<Row> reasons) {
        String by = row.getAs("from_department");
        Optional<FeedbackPage.Reason> reason = reasons.stream()
                .filter(each -> each.getAs("from_department").equals(by))
                .map(each -> new FeedbackPage.Reason(each.getAs("reason"), each.<Long>getAs("times")))
                .findFirst();
        return new FeedbackPage.Told(
                department(by),
                first(department(by)),
                row.<Long>getAs("delivered"),
                row.<Long>getAs("accepted"),
                row.<Long>getAs("rejected"),
                row.<Long>getAs("pending"),
                row.<Long>getAs("won"),
                row.<BigDecimal>getAs("revenue"),
                row.<Long>getAs("renewed"),
                row.<Long>getAs("churned"),
                reason);
    }

    private static FeedbackPage.Share share(Row row) {
        return new FeedbackPage.Share(row.getString(0), row.getLong(1), row.getLong(2));
    }

    private FeedbackPage.Comments comments() {
        Row row = rows(COMMENT_COUNTS).get(0);
        return new FeedbackPage.Comments(
                row.<Long>getAs("open"),
                row.<Long>getAs("acknowledged"),
                row.<Long>getAs("done"),
                Optional.ofNullable(row.<Double>getAs("days_to_acknowledge")),
                Optional.ofNullable(row.<Double>getAs("days_to_done")));
    }

    private static Department department(String code) {
        return Arrays.stream(Department.values())
                .filter(department -> department.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("mart.feedback names an unknown department: " + code));
    }

    /** A few rows. */
    private List<Row> rows(String query) {
        return spark.sql(query, parameters).collectAsList();
    }
}
