package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.Publication;
import dev.themodel.mart.CheckResult;
import dev.themodel.mart.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Every check over everything that is published. */
final class FullCheck {

    private final Lake lake;
    private final Settings settings;
    private final Progress progress;

    FullCheck(Lake lake, Settings settings, Progress progress) {
        this.lake = lake;
        this.settings = settings;
        this.progress = progress;
    }

    Outcome run(String runId) {
        Publication published = new Ledger(lake)
                .publication()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Nothing was published yet, so there is nothing to check: run `bin/warehouse nightly --date D`"));
        progress.begin("checks");
        List<CheckResult> results = new ArrayList<>(new Checks(lake, settings)
                .everything(
                        published.night(),
                        table -> table.layer().equals("ops")
                                ? OptionalLong.empty()
                                : OptionalLong.of(published.version(table).orElse(-1))));
        results.add(NewestRejected.everything(
                table -> lake.read(table, published.version(table).orElse(-1))));
        CheckReport report = CheckReport.written(lake, runId, Optional.of(published.night()), results);
        progress.end("checks", report.words());
        return new Outcome(
                "check",
                report.blocking().isEmpty() ? Outcome.Status.DONE : Outcome.Status.BLOCKED,
                Optional.empty(),
                Optional.of(published.night()),
                OptionalLong.empty(),
                report.warnings(),
                report.blocking().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "Blocking checks fail on what is published. " + String.join(" ", report.blocking())),
                Map.of(
                        "checks",
                        report.run(),
                        "checks_failed",
                        report.blocking().size()),
                0);
    }
}
