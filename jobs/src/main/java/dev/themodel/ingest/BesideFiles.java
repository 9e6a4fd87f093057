package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.config.SourceMapping.Beside;
import dev.themodel.config.SourceMapping.Format;
import dev.themodel.ingest.FileFacts.OutOfReach;
import dev.themodel.ingest.FileFacts.Readable;
import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.ingest.FileFacts.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The files in the folder of a mapped one that its SELECT may join. They belong to what the file says: the same table of
 * deals beside another table of stages is another file, and one beside a broken table is refused.
 */
final class BesideFiles {

    private final Configuration configuration;
    private final Map<String, FileFacts> factsByFile = new ConcurrentHashMap<>();
    private final Map<String, List<FileStatus>> filesByFolder = new ConcurrentHashMap<>();

    BesideFiles(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The facts of a file, which is as good as the worst file it needs. */
    FileFacts judged(Taking taking, FileTask task, FileFacts facts) {
        if (!facts.isReadable()) {
            return facts;
        }
        return files(taking, task).values().stream()
                .flatMap(List::stream)
                .flatMap(file -> fault(file).stream())
                .findFirst()
                .map(fault -> FileFacts.without(task, facts.hash(), fault))
                .orElse(facts);
    }

    private Optional<Verdict> fault(FileTask file) {
        FileFacts facts = facts(file);
        if (facts.verdict() instanceof Readable && facts.rejected() > 0) {
            return Optional.of(new Refused(
                    Refusal.UNREADABLE,
                    "needs " + file.relativePath() + ", which has " + facts.rejected()
                            + " rows that cannot be taken apart"));
        }
        if (facts.verdict() instanceof Refused refused) {
            return Optional.of(
                    new Refused(Refusal.UNREADABLE, "needs " + file.relativePath() + ", which " + refused.detail()));
        }
        return facts.verdict() instanceof OutOfReach ? Optional.of(facts.verdict()) : Optional.empty();
    }

    /** The hash of the file's bytes, and of those beside it where its SELECT uses any. */
    String identity(Taking taking, FileTask task, FileFacts facts) {
        Map<String, List<FileTask>> files = files(taking, task);
        if (files.values().stream().allMatch(List::isEmpty)) {
            return facts.hash();
        }
        StringBuilder said = new StringBuilder(facts.hash());
        files.forEach((view, ofView) -> ofView.forEach(file ->
                said.append('\n').append(view).append(' ').append(facts(file).hash())));
        return HexFormat.of()
                .formatHex(FileBytes.sha256().digest(said.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes the views that the file's SELECT may use beside {@code input}; a view without a file has no rows. */
    void show(Taking taking, FileTask task, SparkInput input) throws UnreadableFile {
        Map<String, Beside> declared =
                taking.mapping().map(SourceMapping::beside).orElse(Map.of());
        Map<String, List<FileTask>> files = files(taking, task);
        for (Map.Entry<String, Beside> view : declared.entrySet()) {
            Dataset<Row> rows = input.session().createDataFrame(List.<Row>of(), schema(view.getValue()));
            for (FileTask file : files.get(view.getKey())) {
                rows = rows.unionAll(rows(taking, file, view.getValue(), input));
            }
            rows.createOrReplaceTempView(view.getKey());
        }
    }

    private Dataset<Row> rows(Taking taking, FileTask file, Beside beside, SparkInput input) throws UnreadableFile {
        FileFacts facts = facts(file);
        FileTask hashed = file.identified("", facts.hash());
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        Dataset<Row> rows;
        try {
            rows = input.ofMapping(hashed, facts, name, taking.dt());
        } catch (UnreadableFile e) {
            throw new UnreadableFile("needs " + file.relativePath() + ", which " + e.getMessage(), e);
        }
        return rows.select(
                beside.columns().stream().map(column -> column(rows, column)).toArray(Column[]::new));
    }

    private static Column column(Dataset<Row> rows, String name) {
        return Arrays.stream(rows.columns())
                .filter(present -> present.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(present -> rows.col("`" + present.replace("`", "``") + "`"))
                .orElse(functions.lit(null))
                .cast(DataTypes.StringType)
                .as(name);
    }

    private static StructType schema(Beside beside) {
        return new StructType(beside.columns().stream()
                .map(column -> DataTypes.createStructField(column, DataTypes.StringType, true))
                .toArray(StructField[]::new));
    }

    private FileFacts facts(FileTask file) {
        return factsByFile.computeIfAbsent(file.path(), path -> new Inspection(configuration, file).facts());
    }

    /** The files of each view, by name. */
    private Map<String, List<FileTask>> files(Taking taking, FileTask task) {
        Map<String, List<FileTask>> files = new TreeMap<>();
        taking.mapping()
                .ifPresent(mapping -> mapping.beside().forEach((view, beside) -> {
                    List<FileTask> ofView = new ArrayList<>();
                    for (FileStatus status : siblings(task.path())) {
                        String name = status.getPath().getName();
                        if (beside.takes(name)) {
                            ofView.add(sibling(mapping, task, status.getPath().toString(), name));
                        }
                    }
                    files.put(view, ofView);
                }));
        return files;
    }

    private static FileTask sibling(SourceMapping mapping, FileTask task, String path, String name) {
        String folder = task.relativePath().substring(0, task.relativePath().lastIndexOf('/') + 1);
        InputForm own = InputForm.of(mapping, name);
        InputForm form = new InputForm(own.format(), own.isGzip(), own.charset(), own.delimiter(), true, List.of());
        String unpacked = own.format() == Format.PARQUET ? task.unpackedPath() + "." + name : "";
        return new FileTask(
                task.order(), path, folder + name, task.feedName(), form, true, task.startOfDt(), "", "", unpacked);
    }

    private List<FileStatus> siblings(String path) {
        Path folder = new Path(path).getParent();
        return filesByFolder.computeIfAbsent(folder.toString(), any -> {
            try {
                FileSystem system = folder.getFileSystem(configuration);
                return Arrays.stream(system.listStatus(folder))
                        .filter(FileStatus::isFile)
                        .filter(status -> isData(status.getPath().getName()))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
            }
        });
    }

    /** What is hidden, or still being written, is no data. */
    private static boolean isData(String name) {
        return !name.startsWith("_") && !name.startsWith(".") && !name.endsWith(".tmp");
    }
}
