package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.model.Stage;
import dev.themodel.model.TableName;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The weakest hand-over: of what was delivered in the last full months, the least was answered in time. */
final class WeakHandOver {

    static final List<TableName> TABLES =
            List.of(TableName.of("mart", "handoff_quality"), TableName.of("mart", "stage_ledger"));

    private static final int MONTHS = 3;

    private static final String QUERY = """
            WITH quality AS (
              SELECT edge, SUM(delivered) AS delivered, SUM(answered_in_time) AS answered_in_time,
                SUM(complete) AS complete, SUM(complete + incomplete) AS judged,
                MAX_BY(most_missed_field, month) FILTER (WHERE most_missed_field IS NOT NULL) AS most_missed_field
              FROM mart.handoff_quality
              WHERE segment_type = 'all' AND month BETWEEN CAST(:from AS DATE) AND CAST(:until AS DATE)
              GROUP BY edge
              HAVING SUM(delivered) > 0
            )
            SELECT quality.*, COALESCE(stage_ledger.carried_out, 0) AS waiting
            FROM quality
            LEFT JOIN mart.stage_ledger
              ON stage_ledger.edge = quality.edge AND stage_ledger.month = CAST(:until AS DATE)
            ORDER BY quality.answered_in_time / quality.delivered, quality.edge
            LIMIT 1""";

    private WeakHandOver() {}

    static Finding find(SparkSession spark, Settings settings, YearMonth last, boolean hasEmailKey) {
        YearMonth first = last.minusMonths(MONTHS - 1L);
        List<Row> rows = spark.sql(
                        QUERY,
                        Map.of(
                                "from", first.atDay(1).toString(),
                                "until", last.atDay(1).toString()))
                .collectAsList();
        if (rows.isEmpty()) {
            return new Finding(
                    "hand_over",
                    "No hand-over can be judged: from " + first + " to " + last + " nothing was delivered to another"
                            + " department.",
                    Map.of());
        }
        Row row = rows.get(0);
        Stage edge = Stage.of(row.getAs("edge"));
        long delivered = row.<Long>getAs("delivered");
        long inTime = row.<Long>getAs("answered_in_time");
        long complete = row.<Long>getAs("complete");
        long judged = row.<Long>getAs("judged");
        long waiting = row.<Long>getAs("waiting");
        String missed = row.getAs("most_missed_field");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("edge", edge.code());
        figures.put("from", first.toString());
        figures.put("until", last.toString());
        figures.put("delivered", delivered);
        figures.put("answered_in_time", inTime);
        figures.put("complete", complete);
        figures.put("judged", judged);
        figures.put("most_missed_field", missed);
        figures.put("waiting", waiting);
        var departments = settings.stages().get(edge);
        BigDecimal hours = settings.handoff().get(edge).answerHours();
        String sentence = "The weakest hand-over is " + departments.producing().english() + " to "
                + departments.consuming().english() + ": of " + Figures.count(delivered) + " " + units(edge)
                + " delivered from " + first + " to " + last + ", " + Figures.part(inTime, delivered) + " were "
                + (edge == Stage.LEAD ? "contacted" : "accepted") + " within " + hours.toPlainString()
                + " business hours"
                + (judged == 0
                        ? ""
                        : " and " + Figures.part(complete, judged)
                                + (judged == delivered
                                        ? ""
                                        : " of the " + Figures.count(judged) + " that can be judged")
                                + " came with every required field"
                                + missing(missed, hasEmailKey))
                + "; when " + last + " ended, " + Figures.count(waiting) + " waited for an answer.";
        return new Finding("hand_over", sentence, figures);
    }

    private static String missing(String field, boolean hasEmailKey) {
        if (field == null) {
            return "";
        }
        return ", most often without " + field
                + (field.equals("email_hash") && !hasEmailKey ? " (no e-mail key is set)" : "");
    }

    private static String units(Stage edge) {
        return switch (edge) {
            case LEAD -> "leads";
            case OPPORTUNITY -> "opportunities";
            default -> "deals";
        };
    }
}
