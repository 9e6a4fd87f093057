package dev.themodel.ingest;

import dev.themodel.config.SourceMapping.Format;
import dev.themodel.ingest.FileFacts.OutOfReach;
import dev.themodel.ingest.FileFacts.Readable;
import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * The first look at a new file: it is read to its end before anything is written, so that a file broken only in its last
 * byte is refused as a whole.
 */
final class Inspection {

    private final Configuration configuration;
    private final FileTask task;

    Inspection(Configuration configuration, FileTask task) {
        this.configuration = configuration;
        this.task = task;
    }

    FileFacts facts() {
        try {
            return task.form().format() == Format.PARQUET
                    ? new ParquetInspection(configuration, task).facts()
                    : textFacts();
        } catch (IOException e) {
            return FileFacts.without(task, "", new OutOfReach(e.getMessage()));
        }
    }

    private FileFacts textFacts() throws IOException {
        try (FileBytes bytes = RecordFile.bytes(configuration, task.path())) {
            FileFacts facts;
            try {
                RecordSource records = RecordFile.records(bytes, task);
                Optional<Refused> lack = lack(records);
                facts = lack.isPresent() ? FileFacts.without(task, "", lack.get()) : count(records);
            } catch (UnreadableFile | FileBytes.BrokenGzip e) {
                facts = FileFacts.without(task, "", new Refused(Refusal.UNREADABLE, e.getMessage()));
            }
            return new FileFacts(
                    task.order(),
                    bytes.hash(),
                    facts.verdict(),
                    facts.rowsRead(),
                    facts.rejected(),
                    facts.defaulted(),
                    facts.columns(),
                    facts.birthMonths());
        }
    }

    private Optional<Refused> lack(RecordSource records) {
        if (task.isMapped() || task.form().format() == Format.JSON || !records.namesColumns()) {
            return Optional.empty();
        }
        return missing(task.feed(), records.columns());
    }

    /** The refusal of a file whose columns lack a required one; says nothing of the columns it has, which may be data. */
    static Optional<Refused> missing(Feed feed, Set<String> columns) {
        List<String> missing = feed.requiredColumns().stream()
                .map(FeedColumn::name)
                .filter(name -> !columns.contains(name))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refused(
                        Refusal.MISSING_COLUMN,
                        "lacks " + String.join(", ", missing) + ", which feed " + feed.name() + " requires"));
    }

    private FileFacts count(RecordSource records) throws IOException, UnreadableFile {
        Feed feed = task.feed();
        RowConverter converter = new RowConverter(feed, Notation.NATIVE, task.startOfDt(), EmailHash.NONE);
        Births births = new Births(feed);
        long read = 0;
        long rejected = 0;
        long defaulted = 0;
        for (Optional<SourceRecord> next = records.next(); next.isPresent(); next = records.next()) {
            read++;
            if (!(next.get() instanceof SourceRecord.Whole whole)) {
                rejected++;
            } else if (!task.isMapped()) {
                if (converter.convert(whole::value) instanceof RowConverter.Fit fit) {
                    defaulted += fit.isUpdatedAtDefault() ? 1 : 0;
                    births.add(fit);
                } else {
                    rejected++;
                }
            }
        }
        return new FileFacts(
                task.order(),
                "",
                new Readable(),
                read,
                rejected,
                defaulted,
                new ArrayList<>(records.columns()),
                births.months);
    }

    /** Collects the months of birth of a file's rows. */
    private static final class Births {
        private final Set<Integer> months = new HashSet<>();
        private final int place;

        private Births(Feed feed) {
            List<String> kept =
                    feed.keptColumns().stream().map(FeedColumn::keptName).toList();
            this.place = feed.birthColumn().map(kept::indexOf).orElse(-1);
        }

        private void add(RowConverter.Fit fit) {
            if (place >= 0) {
                Object birth = fit.values()[place];
                long day = birth instanceof Integer days ? days : Math.floorDiv((Long) birth, 86_400_000_000L);
                months.add(Math.toIntExact(
                        LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay()));
            }
        }
    }
}
