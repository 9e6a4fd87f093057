package dev.themodel.night;

import dev.themodel.config.EmailKey;
import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Fence;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.Sessions;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** A warehouse held for writing: its lock, one Spark session, and the runs made in it, each written to the ledger. */
public final class Writer implements AutoCloseable {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final WarehouseLock lock;
    private final Lake lake;
    private final Optional<EmailKey> emailKey;
    private final Progress progress;

    private Writer(WarehouseLock lock, Lake lake, Optional<EmailKey> emailKey, Progress progress) {
        this.lock = lock;
        this.lake = lake;
        this.emailKey = emailKey;
        this.progress = progress;
    }

    /**
     * Takes hold of a warehouse and opens a session.
     *
     * @param wait how long to wait for another holder
     * @param workload what is going to be done
     * @throws WarehouseLock.Held where another run holds it longer
     * @throws WrongUsage where the folder holds something else
     * @throws dev.themodel.config.InvalidSettings where the file of the e-mail key is not fit
     */
    public static Writer open(
            String root, String master, Duration wait, Settings settings, Progress progress, Workload workload) {
        Configuration configuration = new Configuration();
        WarehouseFolder.requireWritable(root, configuration);
        // Before the hold: a key's file that is not fit is wrong usage, and leaves no failed run.
        Optional<EmailKey> emailKey = EmailKey.find(System.getenv(), settings, root);
        WarehouseLock lock = WarehouseLock.take(root, wait, configuration);
        try {
            SparkSession spark = workload == Workload.LARGE
                    ? Sessions.open(master, "The Model Warehouse")
                    : Sessions.openForSmallDeltas(master, "The Model Warehouse");
            return new Writer(lock, new Lake(spark, root, definitions(settings)), emailKey, progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The SQL files that a configuration stands for. */
    public static Definitions definitions(Settings settings) {
        return settings.overlay()
                .map(Path::toString)
                .map(Definitions::overlaidBy)
                .orElseGet(Definitions::shipped);
    }

    /** The warehouse's tables. */
    public Lake lake() {
        return lake;
    }

    /** Runs a night or a part of it. */
    public Outcome run(RunRequest request) {
        return recorded(
                request.command(),
                request.night(),
                runId -> new Night(new StandardPhases(emailKey), lake, progress).run(request, runId));
    }

    /** Runs every check over everything that is published; writes nothing but what they found. */
    public Outcome check(Settings settings) {
        return recorded("check", Optional.empty(), runId -> new FullCheck(lake, settings, progress).run(runId));
    }

    /** Joins small files and deletes those that nothing needs any more; the rows stay the same. */
    public Outcome upkeep(Duration retention) {
        return recorded("upkeep", Optional.empty(), runId -> new Upkeep(lake, progress).run(retention, false, runId));
    }

    private Outcome recorded(String command, Optional<LocalDate> night, Function<String, Outcome> work) {
        Instant startedAt = Instant.now();
        long begun = System.nanoTime();
        String runId = RUN_ID.format(startedAt) + "-"
                + String.format(Locale.ROOT, "%04x", ThreadLocalRandom.current().nextInt(0x10000));
        Outcome timed;
        try {
            timed = work.apply(runId).begunAt(begun);
        } catch (RuntimeException e) {
            if (!(e instanceof Fence.LostHold)) {
                recordFailure(e, command, night, runId, startedAt, begun);
            }
            throw e;
        }
        Object filesKnown = timed.figures().get("files_known");
        new Ledger(lake)
                .append(
                        Ledger.RUN,
                        List.of(row(
                                runId,
                                command,
                                night,
                                timed.asOf(),
                                timed.word(),
                                timed.warnings(),
                                filesKnown instanceof Number number ? number.longValue() : null,
                                timed.publication().isPresent()
                                        ? timed.publication().getAsLong()
                                        : null,
                                timed.message().orElse(null),
                                startedAt,
                                timed.seconds())));
        return timed;
    }

    /** A failure is written down too; where even that fails, the first one is what people need to see. */
    private void recordFailure(
            RuntimeException failure,
            String command,
            Optional<LocalDate> night,
            String runId,
            Instant startedAt,
            long begun) {
        try {
            new Ledger(lake)
                    .append(
                            Ledger.RUN,
                            List.of(row(
                                    runId,
                                    command,
                                    night,
                                    Optional.empty(),
                                    "failed",
                                    List.of(),
                                    null,
                                    null,
                                    String.valueOf(failure.getMessage()),
                                    startedAt,
                                    (System.nanoTime() - begun) / 1e9)));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Row row(
            String runId,
            String command,
            Optional<LocalDate> night,
            Optional<LocalDate> asOf,
            String outcome,
            List<String> warnings,
            Long filesKnown,
            Long publication,
            String message,
            Instant startedAt,
            double seconds) {
        return RowFactory.create(
                runId,
                command,
                night.map(Date::valueOf).orElse(null),
                asOf.map(Date::valueOf).orElse(null),
                outcome,
                CollectionConverters.asScala(warnings).toSeq(),
                filesKnown,
                publication,
                message,
                Timestamp.from(startedAt),
                seconds);
    }

    /** Gives the warehouse back; the session ends with the process. */
    @Override
    public void close() {
        lock.close();
    }
}
