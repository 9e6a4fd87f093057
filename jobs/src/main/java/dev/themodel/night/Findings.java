package dev.themodel.night;

import dev.themodel.config.EmailKey;
import dev.themodel.config.Settings;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What the marts of the published state say about how the departments work together, a sentence each: where the plan
 * leaks, which hand-over is weak, what the departments tell each other. Of full months alone.
 */
public final class Findings {

    private Findings() {}

    /** Nothing before the first publication. */
    public static List<Finding> of(Reader reader) {
        if (reader.publication().isEmpty()) {
            return List.of();
        }
        List<TableName> tables = new ArrayList<>(WeakHandOver.TABLES);
        tables.add(Leak.TABLE);
        tables.add(Told.TABLE);
        reader.show(tables);
        boolean hasEmailKey = EmailKey.find(
                        System.getenv(), reader.settings(), reader.lake().root())
                .isPresent();
        return of(reader.spark(), reader.settings(), reader.publication().get().night(), hasEmailKey);
    }

    /** Of tables that SQL knows by their names. */
    public static List<Finding> of(SparkSession spark, Settings settings, LocalDate asOf, boolean hasEmailKey) {
        YearMonth last = YearMonth.from(asOf.plusDays(1)).minusMonths(1);
        List<Finding> findings = new ArrayList<>();
        findings.add(Leak.find(spark, asOf, settings.baseCurrency()));
        findings.add(WeakHandOver.find(spark, settings, last, hasEmailKey));
        findings.addAll(new Told(settings, last).find(spark));
        return findings;
    }

    /** For people: a line each. */
    public static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append("- ").append(finding.sentence()).append(System.lineSeparator()));
        return text.toString();
    }
}
