package dev.themodel.ingest;

import dev.themodel.config.Settings;
import dev.themodel.config.SourceMapping;
import dev.themodel.ingest.TryOutcome.RejectedRow;
import dev.themodel.lake.Lake;
import dev.themodel.model.Feed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Tries a file for a feed: what would be accepted and rejected, and why. Writes nothing into the warehouse. */
public final class Try {

    private static final int EXAMPLES = 20;

    private final Lake lake;
    private final Settings settings;
    private final String landingFolder;

    /** @param landingFolder a file below it that a mapping takes is read by the mapping; need not exist */
    public Try(Lake lake, Settings settings, String landingFolder) {
        String scratch = System.getProperty("java.io.tmpdir") + "/model-warehouse-try-" + UUID.randomUUID();
        this.lake = new Lake(lake.spark(), scratch, lake.definitions());
        this.settings = settings;
        this.landingFolder = landingFolder;
    }

    /**
     * Reads the file as a night would.
     *
     * @throws IllegalArgumentException where there is no such file
     * @throws InvalidMapping where the mapping's SELECT cannot be used
     */
    public TryOutcome run(String file, Feed feed) {
        Taking taking = taking(file, feed);
        LandingIndex nothingKnown = LandingIndex.read(lake);
        try {
            Intake.Files files = new Intake(lake, settings, EmailHash.NONE, nothingKnown).of(List.of(taking));
            if (files.taken().isEmpty()) {
                throw new IllegalArgumentException(String.join(" ", files.warnings()));
            }
            return outcome(file, files.taken().get(0));
        } finally {
            Staging.clear(lake);
        }
    }

    private Taking taking(String file, Feed feed) {
        try {
            Path path = new Path(file);
            FileSystem system = path.getFileSystem(lake.spark().sparkContext().hadoopConfiguration());
            Path whole = system.makeQualified(path);
            if (!system.exists(whole) || system.getFileStatus(whole).isDirectory()) {
                throw new IllegalArgumentException("There is no file '" + file + "' to try.");
            }
            FileStatus status = system.getFileStatus(whole);
            String root = new Path(landingFolder)
                            .getFileSystem(lake.spark().sparkContext().hadoopConfiguration())
                            .makeQualified(new Path(landingFolder))
                    + "/";
            String relative =
                    whole.toString().startsWith(root) ? whole.toString().substring(root.length()) : whole.getName();
            LandedFile landed = new LandedFile(
                    whole.toString(), relative, status.getLen(), status.getModificationTime(), Landing.dt(relative));
            Optional<SourceMapping> mapping = settings.sources().stream()
                    .filter(any -> any.feed().equals(feed) && any.takes(relative))
                    .findFirst();
            return new Taking(landed, feed, mapping, false, landed.dt().orElse(LocalDate.EPOCH));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    private TryOutcome outcome(String file, TakenFile taken) {
        Dataset<Row> rejected = rejected(taken);
        String feed = taken.taking().feed().name();
        List<IngestOutcome.RejectedRows> reasons =
                rejected.groupBy("reason").count().orderBy("reason").collectAsList().stream()
                        .map(row -> new IngestOutcome.RejectedRows(feed, row.getString(0), row.getLong(1)))
                        .toList();
        List<RejectedRow> examples = rejected.orderBy("record").limit(EXAMPLES).collectAsList().stream()
                .map(row -> new RejectedRow(
                        row.<Long>getAs("record"),
                        Optional.ofNullable(row.getAs("column")),
                        Reason.valueOf(row.<String>getAs("reason").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getAs("text"))))
                .toList();
        return new TryOutcome(
                feed,
                file,
                taken.taking().mapping().map(SourceMapping::name),
                taken.refused()
                        .map(refused -> new IngestOutcome.RefusedFile(
                                feed, file, refused.refusal().code(), refused.detail())),
                taken.facts().rowsRead(),
                taken.rowsMapped(),
                taken.fitting(),
                taken.rejected(),
                reasons,
                examples,
                taken.extraColumns().orElse(List.of()),
                taken.missingColumns().orElse(List.of()));
    }

    private Dataset<Row> rejected(TakenFile taken) {
        List<TakenFile> text = taken.facts().rejected() > 0 ? List.of(taken) : List.of();
        Dataset<Row> rows = TextFiles.rows(lake.spark(), text, Yields.rejected(), Yields.REJECTED);
        return taken.selected()
                .map(selected -> rows.unionByName(selected.rejected(taken.task().fileId())))
                .orElse(rows)
                .select(
                        functions.col("record"),
                        functions.col("column"),
                        functions.col("reason"),
                        functions.col("text"));
    }
}
