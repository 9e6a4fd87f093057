package dev.themodel.ingest;

import dev.themodel.config.EmailKey;
import dev.themodel.config.Settings;
import dev.themodel.ingest.IngestOutcome.FeedRows;
import dev.themodel.ingest.IngestOutcome.RefusedFile;
import dev.themodel.ingest.IngestOutcome.RejectedRows;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.SideBySide;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the landing folder to the raw tables: takes every new file of the days up to a night, exactly once.
 *
 * <p>Everything is read and every mapping asked before the first write. The tables written are named in the outcome;
 * the night records their versions, and what a killed run has written beyond the recorded ones is taken away before the
 * next run begins. So a file is taken once, however often a night is killed and repeated.
 */
public final class Ingest {

    private final Lake lake;
    private final Settings settings;
    private final String landingFolder;
    private final EmailHash emailHash;

    /** @param emailKey empty where e-mail addresses are dropped */
    public Ingest(Lake lake, Settings settings, String landingFolder, Optional<EmailKey> emailKey) {
        this.lake = lake;
        this.settings = settings;
        this.landingFolder = landingFolder;
        this.emailHash = EmailHash.by(emailKey);
    }

    /**
     * Takes in the files of all days up to a night.
     *
     * @throws Landing.MissingLanding where there is no landing folder
     * @throws InvalidMapping where a mapping's SELECT cannot be used; nothing is written then
     */
    public IngestOutcome run(LocalDate night) {
        Landing.Found found = Landing.at(lake.spark().sparkContext().hadoopConfiguration(), landingFolder)
                .upTo(night, settings.sources());
        LandingIndex index = LandingIndex.read(lake);
        Staging.clear(lake);
        try {
            return write(night, found, index, new Intake(lake, settings, emailHash, index).of(found.takings()));
        } finally {
            Staging.clear(lake);
        }
    }

    private IngestOutcome write(LocalDate night, Landing.Found found, LandingIndex index, Intake.Files files) {
        List<TableWrite> writes = new ArrayList<>();
        List<FeedRows> feeds = new ArrayList<>();
        List<RejectedRows> rejected = List.of();
        Warnings warnings = new Warnings(night, settings, emailHash, index);
        List<String> words = new ArrayList<>(warnings.of(found, files));
        long ingestId = index.lastIngestId();
        if (!files.taken().isEmpty()) {
            ingestId++;
            FileLedger ledger = new FileLedger(lake, night, ingestId);
            Map<String, Long> accepted = writeRows(night, ingestId, files.taken(), index, ledger, writes);
            writes.add(ledger.writeFiles(files.taken(), accepted));
            feeds.addAll(feedRows(files.taken(), accepted));
            boolean anyRejected = files.taken().stream().anyMatch(file -> file.rejected() > 0);
            rejected = anyRejected ? ledger.rejectedByReason() : List.of();
            note(files.taken(), index, ingestId);
        }
        if (index.hasChanged()) {
            writes.add(
                    new TableWrite(LandingIndex.TABLE, TableWrite.REBUILT, index.write(lake), -1, -1, 0, "", Set.of()));
        }
        writes.addAll(missingTables());
        words.addAll(Warnings.ofRejected(rejected));
        return new IngestOutcome(
                night,
                ingestId,
                writes,
                files.taken().size(),
                files.knownCount(),
                feeds,
                refused(files.taken()),
                rejected,
                warnings.missingFeeds(found, files),
                words);
    }

    /** Makes the tables that nothing was written to yet: of a feed that never comes they are empty, not missing. */
    private List<TableWrite> missingTables() {
        return SideBySide.run(Stream.concat(lake.definitions().all("raw").stream(), Stream.of(Ledger.FILE))
                .filter(table -> !lake.exists(table))
                .map(table -> (Callable<TableWrite>) () -> {
                    long begin = System.nanoTime();
                    long version = lake.create(table);
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    return new TableWrite(table, TableWrite.APPENDED, version, 0, 0, seconds, "", Set.of());
                })
                .toList());
    }

    /** Writes the raw tables side by side; returns how many rows of each file were accepted. */
    private Map<String, Long> writeRows(
            LocalDate night,
            long ingestId,
            List<TakenFile> taken,
            LandingIndex index,
            FileLedger ledger,
            List<TableWrite> writes) {
        List<Callable<Optional<FeedWrite.Written>>> steps = new ArrayList<>();
        for (Map.Entry<Feed, List<TakenFile>> files : byFeed(taken).entrySet()) {
            List<SnapshotDrops> drops = SnapshotDrops.of(files.getValue(), index);
            FeedWrite write =
                    new FeedWrite(lake, files.getKey(), files.getValue(), drops, settings, emailHash, night, ingestId);
            steps.add(() -> Optional.of(write.write()));
        }
        steps.add(() -> ledger.writeRejected(taken).map(write -> new FeedWrite.Written(write, Map.of())));
        Map<String, Long> held = new HashMap<>();
        List<TableName> tables = new ArrayList<>();
        for (Optional<FeedWrite.Written> step : SideBySide.run(steps)) {
            step.ifPresent(written -> {
                writes.add(written.write());
                held.putAll(written.held());
                if (!written.write().table().equals(FileLedger.REJECTED)) {
                    tables.add(written.write().table());
                }
            });
        }
        Map<String, Long> accepted = ledger.accepted(tables);
        held.forEach((file, rows) -> accepted.merge(file, rows, Long::sum));
        return accepted;
    }

    /** Feeds in the contract's order, with those of their files that have rows to bring. */
    private static Map<Feed, List<TakenFile>> byFeed(List<TakenFile> taken) {
        Map<Feed, List<TakenFile>> byFeed = new LinkedHashMap<>();
        for (Feed feed : Feeds.all()) {
            List<TakenFile> files = taken.stream()
                    .filter(file -> file.taking().feed().equals(feed)
                            && (file.fitting() > 0 || file.taking().isSnapshot()))
                    .toList();
            if (!files.isEmpty()) {
                byFeed.put(feed, files);
            }
        }
        return byFeed;
    }

    private static void note(List<TakenFile> taken, LandingIndex index, long ingestId) {
        taken.forEach(file -> index.forget(file.taking().source(), file.replaced()));
        for (TakenFile file : taken) {
            Taking taking = file.taking();
            index.put(new LandingIndex.Entry(
                    LandingIndex.Place.of(taking),
                    taking.file().size(),
                    Intake.trusted(taking.file()),
                    file.task().fileId(),
                    taking.dt(),
                    taking.fingerprint(),
                    file.refused().isPresent() || file.rejected() > 0,
                    file.refused().isPresent(),
                    file.missingColumns(),
                    ingestId));
        }
    }

    private static List<FeedRows> feedRows(List<TakenFile> taken, Map<String, Long> acceptedByFile) {
        List<FeedRows> rows = new ArrayList<>();
        for (Feed feed : Feeds.all()) {
            List<TakenFile> files = taken.stream()
                    .filter(file -> file.taking().feed().equals(feed))
                    .toList();
            if (!files.isEmpty()) {
                long read = files.stream()
                        .mapToLong(file -> file.facts().rowsRead())
                        .sum();
                long mapped = files.stream().mapToLong(TakenFile::rowsMapped).sum();
                long rejected = files.stream().mapToLong(TakenFile::rejected).sum();
                long accepted = files.stream()
                        .mapToLong(
                                file -> acceptedByFile.getOrDefault(file.task().fileId(), 0L))
                        .sum();
                rows.add(new FeedRows(
                        feed.name(), files.size(), read, mapped, accepted, rejected, mapped - rejected - accepted));
            }
        }
        return rows;
    }

    private static List<RefusedFile> refused(List<TakenFile> taken) {
        return taken.stream()
                .flatMap(file -> file.refused().stream()
                        .map(refused -> new RefusedFile(
                                file.taking().feed().name(),
                                file.taking().file().relativePath(),
                                refused.refusal().code(),
                                refused.detail())))
                .collect(Collectors.toList());
    }
}
