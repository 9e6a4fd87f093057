package dev.themodel.ingest;

import dev.themodel.config.Settings;
import dev.themodel.config.SourceMapping;
import dev.themodel.config.SourceMapping.Format;
import dev.themodel.ingest.FileFacts.OutOfReach;
import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SideBySide;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/** Finds out which of the landed files are new, reads those to their end, and asks the mappings. Writes nothing. */
final class Intake {

    private final Lake lake;
    private final Settings settings;
    private final EmailHash emailHash;
    private final LandingIndex index;
    private final SerializableConfiguration configuration;
    private final BesideFiles beside;
    /** Of each thread its own, since a SELECT finds its file in a view of the session. */
    private final ThreadLocal<SparkInput> input;

    Intake(Lake lake, Settings settings, EmailHash emailHash, LandingIndex index) {
        this.lake = lake;
        this.settings = settings;
        this.emailHash = emailHash;
        this.index = index;
        this.configuration =
                new SerializableConfiguration(lake.spark().sparkContext().hadoopConfiguration());
        this.beside = new BesideFiles(configuration.value());
        this.input = ThreadLocal.withInitial(() -> new SparkInput(Sessions.another(lake.spark())));
    }

    /**
     * The files of a night.
     *
     * @param taken new ones, in order
     * @param knownCount files whose bytes were known
     * @param warnings of files that could not be reached
     */
    record Files(List<TakenFile> taken, int knownCount, List<String> warnings) {}

    /** A file to be read: the hash of its bytes, and the ids of earlier takings that it replaces. */
    private record Unread(Taking taking, FileTask task, FileFacts facts, String hash, Set<String> replaced) {}

    /** @throws InvalidMapping where a mapping's SELECT cannot be used */
    Files of(List<Taking> takings) {
        List<Taking> open =
                takings.stream().filter(taking -> !index.isSettled(taking)).toList();
        Map<SourceMapping, MappingSelect> selects = new HashMap<>();
        open.forEach(taking -> taking.mapping().ifPresent(used -> selects.computeIfAbsent(used, MappingSelect::of)));
        List<FileTask> tasks = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            tasks.add(task(open.get(i), i));
        }
        Map<Integer, FileFacts> facts = inspect(open, tasks);
        int known = takings.size() - open.size();
        List<String> warnings = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Taking landed = open.get(i);
            FileFacts found = beside.judged(landed, tasks.get(i), facts.get(i));
            if (found.verdict() instanceof OutOfReach reason) {
                warnings.add("File " + landed.file().relativePath()
                        + " could not be read and is left for another night: " + reason.detail());
                continue;
            }
            String hash = beside.identity(landed, tasks.get(i), found);
            Taking taking = index.onItsDay(landed, hash);
            Optional<LandingIndex.Entry> before = before(taking, hash);
            if (before.isPresent() && !LandingIndex.isToBeTakenAgain(taking, before.get())) {
                index.put(before.get()
                        .at(LandingIndex.Place.of(taking), taking.file().size(), trusted(taking.file())));
                known++;
                continue;
            }
            Set<String> replaced =
                    before.map(LandingIndex.Entry::fileId).stream().collect(Collectors.toSet());
            unread.add(new Unread(taking, task(taking, i), found, hash, replaced));
        }
        Map<String, TakenFile> taken = new LinkedHashMap<>();
        List<TakenFile> read = read(unread, selects);
        for (int i = 0; i < read.size(); i++) {
            known += add(read.get(i), unread.get(i).hash(), taken) ? 0 : 1;
        }
        return new Files(List.copyOf(taken.values()), known, warnings);
    }

    private List<TakenFile> read(List<Unread> unread, Map<SourceMapping, MappingSelect> selects) {
        return SideBySide.run(unread.stream()
                .map(file -> (Callable<TakenFile>) () -> read(file, selects))
                .toList());
    }

    private TakenFile read(Unread file, Map<SourceMapping, MappingSelect> selects) {
        Optional<MappingSelect> select = file.taking().mapping().map(selects::get);
        TakenFile read = read(file.taking(), file.task(), file.facts(), select);
        return read.identified(id(read, file.hash())).replacing(file.replaced());
    }

    /** Adds a file to those of tonight; false where the same file is among them, which then replaces what this one would. */
    private static boolean add(TakenFile file, String hash, Map<String, TakenFile> taken) {
        String source = file.taking().source();
        String key = source + file.task().fileId();
        Optional<String> same = Stream.of(source + file.taking().plainId(hash), key)
                .filter(taken::containsKey)
                .findFirst();
        if (same.isPresent()) {
            taken.computeIfPresent(same.get(), (any, other) -> other.replacing(file.replaced()));
            return false;
        }
        taken.put(key, file);
        return true;
    }

    /** What is known of the same bytes, taken for the same feed by the same mapping. */
    private Optional<LandingIndex.Entry> before(Taking taking, String hash) {
        Optional<LandingIndex.Entry> plain =
                taking.isSnapshot() ? Optional.empty() : index.file(taking, taking.plainId(hash));
        return plain.isPresent() || !taking.mayDependOnDt() ? plain : index.file(taking, taking.datedId(hash));
    }

    private static String id(TakenFile file, String hash) {
        boolean isDated = file.taking().isSnapshot()
                || file.isOfItsDt()
                || (file.taking().feed().updatedAtIsOptional() && file.defaulted() > 0);
        return isDated ? file.taking().datedId(hash) : file.taking().plainId(hash);
    }

    private TakenFile read(Taking taking, FileTask task, FileFacts facts, Optional<MappingSelect> select) {
        if (facts.verdict() instanceof Refused refused) {
            return TakenFile.refused(taking, task, facts, refused);
        }
        boolean isForSpark = task.isMapped() || task.form().format() == Format.PARQUET;
        boolean isToBeAsked =
                facts.hasUsableRows() || (task.isMapped() && !facts.columns().isEmpty());
        if (!isForSpark || !isToBeAsked) {
            return TakenFile.plain(taking, task, facts);
        }
        try {
            return readBySpark(taking, task.identified("", facts.hash()), facts, select);
        } catch (UnreadableFile e) {
            Refused refused = new Refused(Refusal.UNREADABLE, e.getMessage());
            return TakenFile.refused(taking, task, facts, refused);
        }
    }

    private TakenFile readBySpark(Taking taking, FileTask task, FileFacts facts, Optional<MappingSelect> select)
            throws UnreadableFile {
        if (select.isEmpty()) {
            return selected(taking, task, facts, input.get().numberedParquet(task), "the file");
        }
        Dataset<Row> rows = input.get().ofMapping(task, facts, taking.file().name(), taking.dt());
        beside.show(taking, task, input.get());
        MappingSelect.Answer answer = select.get().over(rows.sparkSession(), rows);
        if (answer instanceof MappingSelect.Lacking lacking) {
            return TakenFile.refused(taking, task, facts, lacking.refused());
        }
        if (!facts.hasUsableRows()) {
            return TakenFile.plain(taking, task, facts);
        }
        Dataset<Row> returned = ((MappingSelect.Returned) answer).rows();
        Dataset<Row> numbered = returned.coalesce(1)
                .withColumn(
                        SparkValues.NUMBER,
                        functions.monotonically_increasing_id().plus(1L));
        TakenFile file = selected(taking, task, facts, numbered, select.get().file());
        boolean isOfItsDt = file.refused().isEmpty() && select.get().isOfItsDt(rows.sparkSession(), rows, returned);
        return isOfItsDt ? file.ofItsDt() : file;
    }

    private TakenFile selected(Taking taking, FileTask task, FileFacts facts, Dataset<Row> numbered, String reader) {
        Notation notation = taking.mapping().map(Notation::of).orElse(Notation.NATIVE);
        Column number = numbered.col(SparkValues.NUMBER);
        try {
            SelectedRows rows = SelectedRows.of(task, numbered, number, notation, emailHash);
            return TakenFile.selected(taking, task, facts, rows, rows.facts());
        } catch (Exception e) {
            String condition = dataFault(e)
                    .orElseThrow(() -> e instanceof RuntimeException fault ? fault : new IllegalStateException(e));
            return TakenFile.refused(
                    taking,
                    task,
                    facts,
                    new Refused(
                            Refusal.UNREADABLE,
                            "cannot be read: " + reader + " fails on a value in it (" + condition
                                    + "); use try_cast, or return the text and let the feed's rules judge it"));
        }
    }

    /** The name of Spark's error where a row's value caused it (SQL state 22), not the machine or the code. */
    private static Optional<String> dataFault(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable fault
                    && fault.getSqlState() != null
                    && fault.getSqlState().startsWith("22")) {
                return Optional.of(fault.getCondition());
            }
        }
        return Optional.empty();
    }

    private FileTask task(Taking taking, int order) {
        return new FileTask(
                order,
                taking.file().path(),
                taking.file().relativePath(),
                taking.feed().name(),
                taking.form(),
                taking.mapping().isPresent(),
                Values.micros(taking.dt().atStartOfDay(settings.timeZone()).toInstant()),
                "",
                "",
                Staging.path(lake, order));
    }

    /** Reads all files once, each in a task of its own; the largest first, so that they do not end last. */
    private Map<Integer, FileFacts> inspect(List<Taking> takings, List<FileTask> tasks) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        List<FileTask> bySize = new ArrayList<>(tasks);
        bySize.sort(Comparator.comparingLong(
                (FileTask task) -> -takings.get(task.order()).file().size()));
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(lake.spark().sparkContext());
        int slices = Math.min(tasks.size(), 8 * context.defaultParallelism());
        SerializableConfiguration hadoop = configuration;
        Map<Integer, FileFacts> facts = new HashMap<>();
        context.parallelize(dealt(bySize, slices), slices)
                .flatMap(slice -> slice.stream()
                        .map(task -> new Inspection(hadoop.value(), task).facts())
                        .iterator())
                .collect()
                .forEach(found -> facts.put(found.order(), found));
        return facts;
    }

    /** Deals tasks like cards, so that each hand holds large and small ones. */
    private static List<List<FileTask>> dealt(List<FileTask> tasks, int hands) {
        List<List<FileTask>> dealt = new ArrayList<>();
        for (int hand = 0; hand < hands; hand++) {
            dealt.add(new ArrayList<>());
        }
        for (int i = 0; i < tasks.size(); i++) {
            dealt.get(i % hands).add(tasks.get(i));
        }
        return dealt;
    }

    /**
     * When a file was written, where that is long enough ago that a later change would show; else -1. It decides only what
     * is read again, never what comes of it.
     */
    static long trusted(LandedFile file) {
        return file.modifiedAt() < System.currentTimeMillis() - 10_000 ? file.modifiedAt() : -1;
    }
}
