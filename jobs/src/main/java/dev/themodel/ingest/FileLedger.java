package dev.themodel.ingest;

import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.Feed;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes what became of files and rows: {@code ops.file} and {@code raw.rejected}. */
final class FileLedger {

    static final TableName REJECTED = TableName.of("raw", "rejected");

    private static final StructType CARRIED = new StructType()
            .add("file_id", DataTypes.StringType)
            .add("feed", DataTypes.StringType)
            .add("path", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("dt", DataTypes.IntegerType)
            .add("rows_read", DataTypes.LongType)
            .add("rows_mapped", DataTypes.LongType)
            .add("accepted", DataTypes.LongType)
            .add("rejected", DataTypes.LongType)
            .add("duplicate", DataTypes.LongType)
            .add("refused_reason", DataTypes.StringType)
            .add("refused_detail", DataTypes.StringType)
            .add("extra_columns", DataTypes.createArrayType(DataTypes.StringType))
            .add("missing_columns", DataTypes.createArrayType(DataTypes.StringType))
            .add("source", DataTypes.StringType)
            .add("mapping", DataTypes.StringType);

    private final Lake lake;
    private final LocalDate night;
    private final long ingestId;

    FileLedger(Lake lake, LocalDate night, long ingestId) {
        this.lake = lake;
        this.night = night;
        this.ingestId = ingestId;
    }

    /** Writes the rows that do not fit; empty where all do and none of an earlier taking have to go. */
    Optional<TableWrite> writeRejected(List<TakenFile> files) {
        List<TakenFile> faulty =
                files.stream().filter(file -> file.rejected() > 0).toList();
        boolean isReplacing = files.stream().anyMatch(file -> !file.replaced().isEmpty());
        if (faulty.isEmpty() && !isReplacing) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        List<TakenFile> ofText =
                faulty.stream().filter(file -> file.facts().rejected() > 0).toList();
        Dataset<Row> rows = TextFiles.rows(lake.spark(), ofText, Yields.rejected(), Yields.REJECTED);
        for (TakenFile file : faulty) {
            if (file.selected().isPresent()) {
                rows = rows.unionByName(
                        file.selected().get().rejected(file.task().fileId()));
            }
        }
        long count = faulty.stream().mapToLong(TakenFile::rejected).sum();
        return Optional.of(write(
                REJECTED,
                dated(rows.withColumn(Feed.UPDATED_AT, functions.timestamp_micros(functions.col(Feed.UPDATED_AT)))),
                files,
                (taking, replaced) -> "file_id = '" + replaced + "'",
                count,
                begin));
    }

    /**
     * Writes a row for each file.
     *
     * @param accepted by file id
     */
    TableWrite writeFiles(List<TakenFile> files, Map<String, Long> accepted) {
        long begin = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        for (TakenFile file : files) {
            rows.add(row(file, accepted.getOrDefault(file.task().fileId(), 0L)));
        }
        Dataset<Row> carried = lake.spark()
                .createDataFrame(rows, CARRIED)
                .withColumn("dt", functions.date_from_unix_date(functions.col("dt")));
        return write(
                Ledger.FILE,
                dated(carried),
                files,
                (taking, replaced) -> "(file_id = '" + replaced + "' AND source = '" + taking.source() + "')",
                rows.size(),
                begin);
    }

    private static Row row(TakenFile file, long accepted) {
        Taking taking = file.taking();
        return RowFactory.create(
                file.task().fileId(),
                taking.feed().name(),
                taking.file().relativePath(),
                taking.file().size(),
                Math.toIntExact(taking.dt().toEpochDay()),
                file.refused().isPresent() ? 0L : file.facts().rowsRead(),
                file.rowsMapped(),
                accepted,
                file.rejected(),
                file.fitting() - accepted,
                file.refused().map(refused -> refused.refusal().code()).orElse(null),
                file.refused().map(FileFacts.Refused::detail).orElse(null),
                file.extraColumns().map(List::toArray).orElse(null),
                file.missingColumns().map(List::toArray).orElse(null),
                taking.mapping().map(any -> taking.source()).orElse(null),
                taking.mapping().map(any -> taking.fingerprint()).orElse(null));
    }

    private Dataset<Row> dated(Dataset<Row> rows) {
        return rows.withColumn("night", functions.lit(night)).withColumn("ingest_id", functions.lit(ingestId));
    }

    /**
     * Appends rows; where files are taken again, in the place of what their earlier taking wrote.
     *
     * @param condition which rows an earlier taking wrote, by its id
     */
    private TableWrite write(
            TableName table,
            Dataset<Row> rows,
            List<TakenFile> files,
            BiFunction<Taking, String, String> condition,
            long count,
            long begin) {
        String replaced = files.stream()
                .flatMap(file -> file.replaced().stream().map(id -> condition.apply(file.taking(), id)))
                .distinct()
                .collect(Collectors.joining(" OR "));
        boolean isReplacing = !replaced.isEmpty() && lake.exists(table);
        long version = isReplacing ? lake.replaceWhere(table, replaced, rows) : lake.append(table, rows);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new TableWrite(
                table,
                isReplacing ? TableWrite.REPLACED : TableWrite.APPENDED,
                version,
                count,
                count,
                seconds,
                "",
                Set.of());
    }

    /** How many rows of each file this ingest has accepted, as the raw tables say. */
    Map<String, Long> accepted(List<TableName> tables) {
        Map<String, Long> accepted = new HashMap<>();
        tables.stream()
                .map(table -> lake.read(table)
                        .where(functions
                                .col("ingest_id")
                                .equalTo(ingestId)
                                .and(functions.col("record").gt(0)))
                        .select("file_id"))
                .reduce((all, more) -> all.union(more))
                .ifPresent(ids -> ids.groupBy("file_id")
                        .count()
                        .collectAsList()
                        .forEach(row -> accepted.put(row.getString(0), row.getLong(1))));
        return accepted;
    }

    /** The night's rejected rows by feed and reason. */
    List<IngestOutcome.RejectedRows> rejectedByReason() {
        return lake
                .read(REJECTED)
                .where(functions.col("ingest_id").equalTo(ingestId))
                .groupBy("feed", "reason")
                .count()
                .orderBy("feed", "reason")
                .collectAsList()
                .stream()
                .map(row -> new IngestOutcome.RejectedRows(row.getString(0), row.getString(1), row.getLong(2)))
                .toList();
    }
}
