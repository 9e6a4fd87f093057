package dev.themodel.night;

import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.LedgerEntry;
import dev.themodel.lake.Publication;
import dev.themodel.lake.TableFiles;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps the number of files in bounds: deletes those that no version within the retention needs, then joins the small
 * ones that nights left. The rows stay the same, and the new versions are published as one set.
 *
 * <p>Deleting comes first, so that what the set before needs is still there after joining: the two newest published
 * sets stay readable whatever the retention.
 */
final class Upkeep {

    private final Lake lake;
    private final Ledger ledger;
    private final Progress progress;
    private final TableFiles files;
    private final Duration clockDifference;

    Upkeep(Lake lake, Progress progress) {
        this(lake, progress, Duration.ofMinutes(1));
    }

    /** @param clockDifference by how much the clocks of this machine and of the storage may differ */
    Upkeep(Lake lake, Progress progress, Duration clockDifference) {
        this.clockDifference = clockDifference;
        this.lake = lake;
        this.ledger = new Ledger(lake);
        this.progress = progress;
        this.files = new TableFiles(lake);
    }

    /**
     * Does the upkeep.
     *
     * @param retention how long files that only older versions need are kept
     * @param isDryRun whether to tell only what would be done
     */
    Outcome run(Duration retention, boolean isDryRun, String runId) {
        Ledger.State state = ledger.state();
        Optional<Publication> before = state.publication();
        if (before.isEmpty() || hasUnpublished(state)) {
            return outcome(
                    isDryRun,
                    before,
                    Optional.empty(),
                    new Figures(),
                    List.of("A night was begun and not published: finish it by `bin/warehouse nightly --date D`, then"
                            + " call upkeep again. Nothing was done."));
        }
        if (!isDryRun) {
            state = new Recovery(lake, ledger, runId, progress).run(state, Part.ALL, false);
        }
        Figures figures = new Figures();
        delete(state, before.get(), retention, isDryRun, figures);
        List<LedgerEntry> entries = join(state, isDryRun, runId, figures);
        Optional<Publication> publication =
                entries.isEmpty() ? Optional.empty() : Optional.of(publish(state, before.get(), entries));
        return outcome(isDryRun, before, publication, figures, List.of());
    }

    /** What was done, or would be. */
    private static final class Figures {
        private final Map<String, Map<String, Object>> tables = new HashMap<>();
        private long deleted;
        private long small;
        private long joined;
    }

    private void delete(Ledger.State state, Publication newest, Duration retention, boolean isDryRun, Figures figures) {
        progress.begin("delete");
        Instant now = Instant.now();
        Map<TableName, Long> previous = ledger.publication(newest.number() - 1)
                .map(Publication::versions)
                .orElse(Map.of());
        for (TableName table : tables(state)) {
            Instant since = now.minus(retention);
            // Whatever the set before names was taken out of the table, if at all, after that version was written.
            Long named = previous.get(table);
            if (named != null && named < lake.version(table)) {
                since = files.writtenAt(table, named)
                        .map(written -> written.minus(clockDifference))
                        .filter(since::isAfter)
                        .orElse(since);
            }
            long unused = files.unused(table, since);
            if (unused > 0 && !isDryRun) {
                files.deleteUnused(table, since);
            }
            figures.deleted += unused;
            tell(figures, table, "deleted", unused);
        }
        progress.end("delete", figures.deleted + (isDryRun ? " files would be deleted" : " files deleted"));
    }

    private List<LedgerEntry> join(Ledger.State state, boolean isDryRun, String runId, Figures figures) {
        progress.begin("join");
        List<LedgerEntry> entries = new ArrayList<>();
        long sequence = state.sequence() + 1;
        for (TableName table : tables(state)) {
            TableFiles.Joinable joinable = files.joinable(table);
            if (joinable.small() == 0) {
                continue;
            }
            figures.small += joinable.small();
            figures.joined += joinable.joined();
            tell(figures, table, "joined", joinable.small());
            if (isDryRun) {
                continue;
            }
            long begun = System.nanoTime();
            long version = files.join(table);
            // The ledger's own tables are read as they stand.
            if (!Ledger.OWN.contains(table)) {
                LedgerEntry latest = state.latest().get(table);
                long same = table.layer().equals("ops") ? latest.write().version() : state.publishedVersion(table);
                entries.add(entry(latest, same, version, (System.nanoTime() - begun) / 1e9, runId, sequence));
            }
        }
        ledger.record(entries, sequence);
        progress.end("join", figures.small + (isDryRun ? " small files would be joined" : " small files joined"));
        return entries;
    }

    /** The table holds the rows of the version before, so what is known of those holds for it. */
    private static LedgerEntry entry(
            LedgerEntry before, long same, long version, double seconds, String runId, long sequence) {
        TableWrite write = new TableWrite(
                before.table(),
                TableWrite.COMPACTED,
                version,
                -1,
                -1,
                seconds,
                before.write().fingerprint(),
                Set.of());
        return new LedgerEntry(
                runId, LedgerEntry.UPKEEP, Optional.empty(), write, before.ingestId(), OptionalLong.of(same), sequence);
    }

    private Publication publish(Ledger.State state, Publication before, List<LedgerEntry> entries) {
        Map<TableName, Long> versions = new HashMap<>(before.versions());
        state.and(entries).latest().forEach((table, entry) -> {
            if (versions.containsKey(table)) {
                versions.put(table, entry.write().version());
            }
        });
        Publication publication = new Publication(
                before.number() + 1,
                before.night(),
                versions,
                before.ingestId(),
                entries.get(0).sequence());
        ledger.publish(publication);
        return publication;
    }

    /** Whether a phase left rows that no publication includes: they are a night's to finish or to take away. */
    private static boolean hasUnpublished(Ledger.State state) {
        return state.latest().values().stream()
                .filter(entry -> !entry.table().layer().equals("ops"))
                .anyMatch(entry -> !entry.stands(state.publishedVersion(entry.table())));
    }

    /** Every table that the ledger knows, and the ledger's own. */
    private List<TableName> tables(Ledger.State state) {
        List<TableName> tables = new ArrayList<>();
        for (String layer : TableName.LAYERS) {
            lake.written(layer).stream()
                    .filter(lake::exists)
                    .filter(table ->
                            Ledger.OWN.contains(table) || state.latest().containsKey(table))
                    .forEach(tables::add);
        }
        return tables;
    }

    private static void tell(Figures figures, TableName table, String what, long count) {
        if (count > 0) {
            figures.tables
                    .computeIfAbsent(table.toString(), name -> new HashMap<>(Map.of("table", name)))
                    .put(what, count);
        }
    }

    private static Outcome outcome(
            boolean isDryRun,
            Optional<Publication> before,
            Optional<Publication> publication,
            Figures figures,
            List<String> warnings) {
        return new Outcome(
                "upkeep",
                Outcome.Status.DONE,
                Optional.empty(),
                before.map(Publication::night),
                publication.map(set -> OptionalLong.of(set.number())).orElse(OptionalLong.empty()),
                warnings,
                Optional.empty(),
                Map.of(
                        "dry_run",
                        isDryRun,
                        "files_deleted",
                        figures.deleted,
                        "files_joined",
                        figures.small,
                        "files_made",
                        figures.joined,
                        "tables",
                        figures.tables.values().stream()
                                .sorted(Comparator.comparing(table -> (String) table.get("table")))
                                .toList()),
                0);
    }
}
