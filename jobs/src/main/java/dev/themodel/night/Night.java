package dev.themodel.night;

import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.LedgerEntry;
import dev.themodel.lake.Publication;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One run of a night or of a part of it: ingest, star, marts, checks, publish, in this order. Each phase ends with one
 * commit to the ledger; what lies between two of them is taken away by recovery, so that a night may be killed at any
 * moment and run again.
 */
final class Night {

    private final Phases phases;
    private final Lake lake;
    private final Ledger ledger;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Object> seconds = new LinkedHashMap<>();

    Night(Phases phases, Lake lake, Progress progress) {
        this.phases = phases;
        this.lake = lake;
        this.ledger = new Ledger(lake);
        this.progress = progress;
    }

    /** Runs the parts asked for. */
    Outcome run(RunRequest request, String runId) {
        Part part = request.part();
        Ledger.State state = ledger.state();
        // Of another night it would be served with marts that do not know what it changed.
        boolean keepsStar = part == Part.MARTS
                && pendingStar(state).flatMap(LedgerEntry::night).equals(request.night())
                && request.night().isPresent();
        state = new Recovery(lake, ledger, runId, progress).run(state, part, keepsStar);
        LocalDate asOf = asOf(request, state);
        NightContext context = new NightContext(
                lake,
                request.settings(),
                request.landing(),
                request.night().orElse(asOf),
                asOf,
                runId,
                state,
                List.of(),
                request.everything());

        if (part.hasIngest()) {
            context = phase(LedgerEntry.INGEST, phases.ingest(), context);
        }
        if (part.hasStar()) {
            context = phase(LedgerEntry.STAR, phases.star(), context);
        } else if (part.hasMarts()) {
            context = context.with(state, starBefore(request, state));
        }
        if (!part.hasMarts()) {
            return outcome(request, asOf, Optional.empty(), Optional.empty());
        }
        context = phase(LedgerEntry.MARTS, phases.marts(), context);
        return publish(request, context);
    }

    private Outcome publish(RunRequest request, NightContext context) {
        Map<TableName, Long> versions = versions(context.state());
        Optional<Publication> before = context.state().publication();
        boolean isPublished = before.isPresent()
                && before.get().night().equals(context.asOf())
                && before.get().ingestId() == context.state().starIngestId()
                && before.get().versions().equals(versions);
        if (isPublished) {
            progress.note("Nothing new: publication " + before.get().number() + " stands.");
            return outcome(request, context.asOf(), Optional.empty(), Optional.empty());
        }

        progress.begin("checks");
        long begun = System.nanoTime();
        CheckReport checks = phases.checks().run(context);
        warnings.addAll(checks.warnings());
        seconds.put("checks", elapsed(begun));
        figures.put("checks_failed", checks.blocking().size());
        progress.end("checks", checks.words());
        if (!checks.blocking().isEmpty()) {
            return outcome(
                    request,
                    context.asOf(),
                    Optional.empty(),
                    Optional.of("Nothing was published; what was published before stays. "
                            + String.join(" ", checks.blocking())));
        }

        progress.begin("publish");
        begun = System.nanoTime();
        Publication publication = new Publication(
                before.map(Publication::number).orElse(0L) + 1,
                context.asOf(),
                versions,
                context.state().starIngestId(),
                context.state().sequence());
        ledger.publish(publication);
        seconds.put("publish", elapsed(begun));
        progress.end("publish", versions.size() + " tables as of " + context.asOf());
        return outcome(request, context.asOf(), Optional.of(publication), Optional.empty());
    }

    /** Runs a phase and ends it with its one commit to the ledger. */
    private NightContext phase(String name, Phase phase, NightContext context) {
        progress.begin(name);
        long begun = System.nanoTime();
        PhaseReport report = phase.run(context);
        long sequence = context.state().sequence() + 1;
        List<LedgerEntry> entries = report.writes().stream()
                .map(write -> new LedgerEntry(
                        context.runId(),
                        name,
                        Optional.of(context.night()),
                        write,
                        report.ingestId(),
                        OptionalLong.empty(),
                        sequence))
                .toList();
        ledger.record(entries, sequence);
        report.notices().forEach(progress::note);
        warnings.addAll(report.warnings());
        figures.putAll(report.figures());
        seconds.put(name, elapsed(begun));
        progress.end(name, words(report));
        return context.with(
                context.state().and(entries), name.equals(LedgerEntry.STAR) ? report.writes() : context.starWrites());
    }

    /** The star phase that ended after the last publication and still stands; empty where there is none. */
    private static Optional<LedgerEntry> pendingStar(Ledger.State state) {
        long published = state.publication().map(Publication::sequence).orElse(0L);
        return state.latest().values().stream()
                .filter(entry -> entry.table().layer().equals("star"))
                .max(Comparator.comparingLong(LedgerEntry::sequence))
                .filter(entry -> entry.phase().equals(LedgerEntry.STAR) && entry.sequence() > published);
    }

    /** What the star phase wrote that these marts follow. */
    private List<TableWrite> starBefore(RunRequest request, Ledger.State state) {
        Optional<LedgerEntry> star = pendingStar(state);
        if (star.isPresent()) {
            return ledger.writes(star.get().runId(), LedgerEntry.STAR);
        }
        if (state.publication().isPresent()
                && request.night()
                        .map(night -> !night.isAfter(state.publication().get().night()))
                        .orElse(true)) {
            return List.of();
        }
        throw new IllegalStateException("The star has not been built for "
                + request.night().map(LocalDate::toString).orElse("any night") + ": run `bin/warehouse star --date "
                + request.night().map(LocalDate::toString).orElse("D") + "` first");
    }

    private static LocalDate asOf(RunRequest request, Ledger.State state) {
        Optional<LocalDate> published = state.publication().map(Publication::night);
        if (request.night().isEmpty()) {
            return published.orElseThrow(() ->
                    new IllegalStateException("Nothing was published yet: run `bin/warehouse nightly --date D` first"));
        }
        LocalDate night = request.night().get();
        return published.filter(night::isBefore).orElse(night);
    }

    /** The versions of all tables that are served, as they stand now. */
    private static Map<TableName, Long> versions(Ledger.State state) {
        Map<TableName, Long> versions = new HashMap<>();
        state.latest().forEach((table, entry) -> {
            if (!table.layer().equals("ops") && entry.write().version() >= 0) {
                versions.put(table, entry.write().version());
            }
        });
        return versions;
    }

    private Outcome outcome(
            RunRequest request, LocalDate asOf, Optional<Publication> publication, Optional<String> blocked) {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("phase_seconds", seconds);
        return new Outcome(
                request.command(),
                blocked.isPresent() ? Outcome.Status.BLOCKED : Outcome.Status.DONE,
                request.night(),
                Optional.of(asOf),
                publication.map(set -> OptionalLong.of(set.number())).orElse(OptionalLong.empty()),
                warnings,
                blocked,
                all,
                0);
    }

    private static String words(PhaseReport report) {
        long written = report.writes().stream()
                .filter(write -> !write.mode().equals(TableWrite.UNCHANGED))
                .count();
        return written + (written == 1 ? " table" : " tables") + " written";
    }

    private static double elapsed(long begun) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e9));
    }
}
