package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.night.BusinessDates;
import dev.themodel.night.Outcome;
import dev.themodel.night.Part;
import dev.themodel.night.Reader;
import dev.themodel.night.RunRequest;
import dev.themodel.night.WarehouseFolder;
import dev.themodel.night.Workload;
import dev.themodel.night.Writer;
import dev.themodel.night.WrongUsage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;

/** Runs nights or parts of them and tells how they ended: in words on stderr, with {@code --json} on stdout. */
final class NightRuns {

    private static final int STAGES_OF_A_NIGHT = 5;
    private static final int LEAST_RETENTION_DAYS = 7;

    /** A first night over years of drops may have hundreds: of its files first, of its checks last. */
    private static final int FIRST_WARNINGS = 20;

    private static final int LAST_WARNINGS = 20;

    private final CommonOptions common;
    private final CommonOptions.Writing writing;

    NightRuns(CommonOptions common, CommonOptions.Writing writing) {
        this.common = common;
        this.writing = writing;
    }

    int run(String command, Part part, String dateText, boolean force) {
        LocalDate night = BusinessDates.parse("--date", dateText);
        Settings settings = common.settings();
        refuseWrongDate(night, force);
        RunRequest request = new RunRequest(command, part, Optional.of(night), common.landing, settings, false);
        return tell(runAll(settings, List.of(request)).get(0));
    }

    int backfill(String fromText, String toText, boolean force) {
        LocalDate from = BusinessDates.parse("--from", fromText);
        LocalDate to = BusinessDates.parse("--to", toText);
        if (to.isBefore(from)) {
            throw new WrongUsage("--to " + to + " lies before --from " + from);
        }
        Settings settings = common.settings();
        refuseWrongDate(to, force);
        List<RunRequest> nights = from.datesUntil(to.plusDays(1))
                .map(night -> new RunRequest("backfill", Part.ALL, Optional.of(night), common.landing, settings, false))
                .toList();
        List<Outcome> outcomes = runAll(settings, nights);
        outcomes.forEach(this::say);
        Outcome last = outcomes.get(outcomes.size() - 1);
        int code = outcomes.stream()
                .mapToInt(outcome -> outcome.exitCode(writing.strict))
                .max()
                .orElse(0);
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>(last.members(writing.strict));
            members.put("exit_code", code);
            members.put(
                    "nights",
                    outcomes.stream()
                            .map(outcome -> outcome.members(writing.strict))
                            .toList());
            System.out.println(RowFormat.json(members));
        }
        return code;
    }

    int rebuild(Part part) {
        Settings settings = common.settings();
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        RunRequest request = new RunRequest("rebuild", part, Optional.empty(), common.landing, settings, true);
        return tell(runAll(settings, List.of(request)).get(0));
    }

    int check() {
        Settings settings = common.settings();
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        try (ConsoleProgress progress = new ConsoleProgress(1);
                Writer writer = Writer.open(
                        common.warehouse,
                        common.master,
                        writing.waiting(),
                        settings,
                        progress,
                        Workload.ofRebuild(common.warehouse, new Configuration()))) {
            return tell(writer.check(settings));
        }
    }

    int upkeep(OptionalInt days, boolean isDryRun, boolean force) {
        Settings settings = common.settings();
        int kept = days.orElse(settings.upkeepRetentionDays());
        if (kept < LEAST_RETENTION_DAYS && !force) {
            throw new WrongUsage("A retention of " + kept + " days may take files from under a reader: give at least "
                    + LEAST_RETENTION_DAYS + " by --retention-days or upkeep.retention_days, or add --force");
        }
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        try (ConsoleProgress progress = new ConsoleProgress(2)) {
            if (isDryRun) {
                Reader reader = Reader.open(common.warehouse, common.master, settings);
                return tell(reader.rehearsedUpkeep(Duration.ofDays(kept), progress));
            }
            try (Writer writer = Writer.open(
                    common.warehouse, common.master, writing.waiting(), settings, progress, Workload.SMALL)) {
                return tell(writer.upkeep(Duration.ofDays(kept)));
            }
        }
    }

    /** Runs one after the other and stops after the first that was blocked. */
    private List<Outcome> runAll(Settings settings, List<RunRequest> requests) {
        List<Outcome> outcomes = new ArrayList<>();
        Workload workload = requests.stream().anyMatch(RunRequest::everything)
                ? Workload.ofRebuild(common.warehouse, new Configuration())
                : Workload.ofNight(common.warehouse, common.landing, new Configuration());
        try (ConsoleProgress progress = new ConsoleProgress(requests.size() * STAGES_OF_A_NIGHT);
                Writer writer =
                        Writer.open(common.warehouse, common.master, writing.waiting(), settings, progress, workload)) {
            for (RunRequest request : requests) {
                if (requests.size() > 1) {
                    progress.note(
                            "night " + request.night().map(LocalDate::toString).orElse(""));
                }
                Outcome outcome = writer.run(request);
                outcomes.add(outcome);
                if (outcome.status() == Outcome.Status.BLOCKED) {
                    break;
                }
            }
        }
        return outcomes;
    }

    private void refuseWrongDate(LocalDate night, boolean force) {
        Optional<LocalDate> newest = BusinessDates.newestLanded(common.landing, new Configuration());
        if (!force) {
            BusinessDates.refuseFarAhead(night, newest);
        }
    }

    private int tell(Outcome outcome) {
        say(outcome);
        if (common.json) {
            System.out.println(RowFormat.json(outcome.members(writing.strict)));
        }
        return outcome.exitCode(writing.strict);
    }

    private void say(Outcome outcome) {
        List<String> warnings = outcome.warnings();
        List<String> first = warnings.subList(0, Math.min(FIRST_WARNINGS, warnings.size()));
        List<String> last = warnings.subList(Math.max(first.size(), warnings.size() - LAST_WARNINGS), warnings.size());
        int between = warnings.size() - first.size() - last.size();
        first.forEach(warning -> System.err.println("warning: " + warning));
        if (between > 0) {
            System.err.println("warning: and " + between + " more. All: bin/warehouse sql --warehouse '"
                    + common.warehouse + "' \"SELECT explode(max_by(warnings, run_id)) FROM ops.run\"");
        }
        last.forEach(warning -> System.err.println("warning: " + warning));
        outcome.message().ifPresent(System.err::println);
        System.err.println(
                outcome.command() + outcome.night().map(night -> " " + night).orElse("") + ": "
                        + outcome.word().replace('_', ' ')
                        + (outcome.publication().isPresent()
                                ? ", publication " + outcome.publication().getAsLong()
                                : "")
                        + String.format(java.util.Locale.ROOT, " (%.1f s)", outcome.seconds()));
    }
}
