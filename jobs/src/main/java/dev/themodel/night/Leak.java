package dev.themodel.night;

import dev.themodel.model.TableName;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where the process leaks: the factor that cost most revenue in the latest full month that the plan can speak of. */
final class Leak {

    static final TableName TABLE = TableName.of("mart", "bottleneck");

    private static final String QUERY = """
            SELECT month, factor, planned, actual, contribution, is_beyond_chance
            FROM mart.bottleneck
            WHERE segment_type = 'all' AND rank = 1 AND LAST_DAY(month) <= CAST(:as_of AS DATE)
            ORDER BY month DESC
            LIMIT 1""";

    private Leak() {}

    static Finding find(SparkSession spark, LocalDate asOf, String currency) {
        List<Row> rows = spark.sql(QUERY, Map.of("as_of", asOf.toString())).collectAsList();
        if (rows.isEmpty()) {
            return new Finding(
                    "leak",
                    "Where the process leaks can't be told yet: no full month has a target (feed targets) whose rates are"
                            + " known; configure them under plan.rates, or wait until months are old enough to observe"
                            + " them.",
                    Map.of());
        }
        Row row = rows.get(0);
        YearMonth month = YearMonth.from(row.<Date>getAs("month").toLocalDate());
        String factor = row.getAs("factor");
        Double planned = row.getAs("planned");
        Double actual = row.getAs("actual");
        BigDecimal contribution = row.getAs("contribution");
        Boolean isBeyondChance = row.getAs("is_beyond_chance");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("month", month.toString());
        figures.put("factor", factor);
        figures.put("planned", planned);
        figures.put("actual", actual);
        figures.put("contribution", contribution);
        figures.put("is_beyond_chance", isBeyondChance);
        String sentence = contribution.signum() < 0
                ? "In " + month + " " + name(factor) + " cost most: " + compared(factor, planned, actual, currency)
                        + ", "
                        + Figures.money(contribution.negate(), currency) + " less revenue of new deals; "
                        + chance(factor, isBeyondChance) + "."
                : "In " + month + " nothing cost money against the plan: even the weakest factor, " + name(factor)
                        + ", brought "
                        + (contribution.signum() == 0
                                ? "what was planned."
                                : Figures.money(contribution, currency) + " more than planned.");
        return new Finding("leak", sentence, figures);
    }

    private static String name(String factor) {
        return switch (factor) {
            case "visitors" -> "the number of visitors";
            case "lead_rate" -> "the lead rate (leads a visitor)";
            case "opportunity_rate" -> "the opportunity rate (opportunities a lead)";
            case "meeting_rate" -> "the meeting rate (meetings an opportunity)";
            case "deal_rate" -> "the deal rate (deals a meeting)";
            default -> "the value of a deal";
        };
    }

    private static String compared(String factor, Double planned, Double actual, String currency) {
        return actual == null
                ? "there was nothing to measure it by"
                : figure(factor, actual, currency) + " instead of the planned " + figure(factor, planned, currency);
    }

    private static String figure(String factor, double value, String currency) {
        return switch (factor) {
            case "visitors" -> Figures.count(Math.round(value));
            case "deal_value" -> Figures.money(BigDecimal.valueOf(value), currency);
            default -> Figures.percent(value);
        };
    }

    /** Chance is judged for rates alone, by the cohort of the month. */
    private static String chance(String factor, Boolean isBeyondChance) {
        if (!factor.endsWith("_rate")) {
            return "chance is judged for rates alone";
        }
        if (isBeyondChance == null) {
            return "whether by chance is known once the month's cohort is mature";
        }
        return isBeyondChance ? "that is beyond chance" : "that may be chance";
    }
}
