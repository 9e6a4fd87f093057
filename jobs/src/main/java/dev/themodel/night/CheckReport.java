package dev.themodel.night;

import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.mart.CheckResult;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the checks found.
 *
 * @param run how many ran
 * @param blocking one sentence for each blocking one that failed, with what to do
 * @param warnings one for each other one that failed
 */
record CheckReport(int run, List<String> blocking, List<String> warnings) {

    CheckReport {
        blocking = List.copyOf(blocking);
        warnings = List.copyOf(warnings);
    }

    /** Writes results to {@code ops.check} and sums them up. */
    static CheckReport written(Lake lake, String runId, Optional<LocalDate> night, List<CheckResult> results) {
        if (!results.isEmpty()) {
            new Ledger(lake)
                    .append(
                            Ledger.CHECK,
                            results.stream()
                                    .map(result -> RowFactory.create(
                                            runId,
                                            night.map(Date::valueOf).orElse(null),
                                            result.check(),
                                            result.table().toString(),
                                            result.severity(),
                                            result.offenders(),
                                            CollectionConverters.asScala(result.samples())
                                                    .toSeq(),
                                            result.message(),
                                            result.scope()))
                                    .toList());
        }
        return new CheckReport(
                results.size(),
                sentences(results, CheckResult::blocks),
                sentences(results, result -> !result.isWell() && !result.blocks()));
    }

    String words() {
        return run + " run, " + blocking.size() + " blocking, " + warnings.size()
                + (warnings.size() == 1 ? " warning" : " warnings");
    }

    private static List<String> sentences(List<CheckResult> results, Predicate<CheckResult> which) {
        return results.stream()
                .filter(which)
                .map(result ->
                        result.check() + " of " + result.table() + " (" + result.offenders() + "): " + result.message())
                .toList();
    }
}
