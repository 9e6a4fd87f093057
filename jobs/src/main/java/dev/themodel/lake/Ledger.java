package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The ledger of operation: {@code ops.table_run} says which version of each table a finished phase left, and
 * {@code ops.published} which versions are served together. Whatever differs from it is leftovers of a killed run.
 */
public final class Ledger {

    public static final TableName RUN = TableName.of("ops", "run");
    public static final TableName FILE = TableName.of("ops", "file");
    public static final TableName TABLE_RUN = TableName.of("ops", "table_run");
    public static final TableName CHECK = TableName.of("ops", "check");
    public static final TableName PUBLISHED = TableName.of("ops", "published");

    /** The tables that only the ledger appends to, in single commits: no recovery touches them. */
    public static final Set<TableName> OWN = Set.of(RUN, TABLE_RUN, CHECK, PUBLISHED);

    private final Lake lake;

    public Ledger(Lake lake) {
        this.lake = lake;
    }

    /**
     * What the ledger says, read once.
     *
     * @param publication the newest one; empty before the first
     * @param latest the newest entry of each table
     * @param served of each table the newest entry that the publication includes: what made its published rows
     */
    public record State(
            Optional<Publication> publication, Map<TableName, LedgerEntry> latest, Map<TableName, LedgerEntry> served) {

        /** The state after a phase recorded these entries. */
        public State and(List<LedgerEntry> entries) {
            Map<TableName, LedgerEntry> newest = new HashMap<>(latest);
            entries.forEach(entry -> newest.put(entry.table(), entry));
            return new State(publication, Map.copyOf(newest), served);
        }

        /** The fingerprints of the published rows, by table. */
        public Map<TableName, String> fingerprints() {
            return served.values().stream()
                    .filter(entry -> !entry.write().fingerprint().isEmpty())
                    .collect(Collectors.toMap(
                            LedgerEntry::table, entry -> entry.write().fingerprint()));
        }

        /** The greatest number given to an entry. */
        public long sequence() {
            return latest.values().stream()
                    .mapToLong(LedgerEntry::sequence)
                    .max()
                    .orElse(0);
        }

        /** The greatest ingest recorded; 0 before the first. */
        public long ingestId() {
            return latest.values().stream()
                    .filter(entry ->
                            entry.table().layer().equals("raw") || entry.table().equals(FILE))
                    .mapToLong(LedgerEntry::ingestId)
                    .max()
                    .orElse(0);
        }

        /** The greatest ingest whose rows went into the star as it stands; 0 before the first. */
        public long starIngestId() {
            return latest.values().stream()
                    .filter(entry -> entry.table().layer().equals("star"))
                    .mapToLong(LedgerEntry::ingestId)
                    .max()
                    .orElse(0);
        }

        /** The greatest ingest whose rows went into the published star; 0 before the first. */
        public long publishedIngestId() {
            return publication.map(Publication::ingestId).orElse(0L);
        }

        /** The published version of a table, -1 where there is none. */
        public long publishedVersion(TableName table) {
            return publication.map(set -> set.version(table).orElse(-1)).orElse(-1L);
        }
    }

    /** Reads the ledger; empty where the warehouse is new. */
    public State state() {
        Optional<Publication> publication = publication();
        if (!lake.exists(TABLE_RUN)) {
            return new State(publication, Map.of(), Map.of());
        }
        long included = publication.map(Publication::sequence).orElse(0L);
        Column entry = functions.struct("*");
        Column sequence = functions.col("sequence");
        List<Row> rows = lake.read(TABLE_RUN)
                .drop("touched_dates")
                .groupBy("table")
                .agg(
                        functions.max_by(entry, sequence).as("latest"),
                        functions
                                .max_by(entry, functions.when(sequence.leq(included), sequence))
                                .as("included"))
                .collectAsList();
        Map<TableName, LedgerEntry> latest = new HashMap<>();
        Map<TableName, LedgerEntry> served = new HashMap<>();
        for (Row row : rows) {
            LedgerEntry newest = entry(row.getAs("latest"));
            latest.put(newest.table(), newest);
            Row published = row.getAs("included");
            if (published != null) {
                served.put(newest.table(), entry(published));
            }
        }
        return new State(publication, Map.copyOf(latest), Map.copyOf(served));
    }

    /** The newest publication; empty before the first. */
    public Optional<Publication> publication() {
        if (!lake.exists(PUBLISHED)) {
            return Optional.empty();
        }
        Column last = functions.max("publication");
        Dataset<Row> all = lake.read(PUBLISHED);
        Row newest = all.agg(last).first();
        return newest.isNullAt(0) ? Optional.empty() : publication(newest.getLong(0));
    }

    /** A publication by its number; empty where there was none. */
    public Optional<Publication> publication(long number) {
        List<Row> tables = lake.read(PUBLISHED)
                .where(functions.col("publication").equalTo(number))
                .collectAsList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Map<TableName, Long> versions = new HashMap<>();
        for (Row table : tables) {
            versions.put(TableName.parse(table.getAs("table")), table.<Long>getAs("version"));
        }
        Row any = tables.get(0);
        return Optional.of(new Publication(
                number,
                any.<Date>getAs("night").toLocalDate(),
                versions,
                any.<Long>getAs("ingest_id"),
                any.<Long>getAs("sequence")));
    }

    /** Writes the entries of a phase that has ended, in one commit, under the next number. */
    public void record(List<LedgerEntry> entries, long sequence) {
        if (entries.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(Instant.now());
        List<Row> rows = entries.stream()
                .map(entry -> RowFactory.create(
                        entry.runId(),
                        entry.phase(),
                        entry.table().toString(),
                        entry.night().map(Date::valueOf).orElse(null),
                        entry.write().mode(),
                        entry.write().fingerprint(),
                        known(entry.write().rowsIn()),
                        known(entry.write().rowsOut()),
                        entry.write().seconds(),
                        entry.write().version(),
                        entry.ingestId() == 0 ? null : entry.ingestId(),
                        entry.write().mode().equals(TableWrite.REBUILT) ? null : dates(entry.write()),
                        entry.restoredVersion().isPresent()
                                ? entry.restoredVersion().getAsLong()
                                : null,
                        now,
                        sequence))
                .toList();
        append(TABLE_RUN, rows);
    }

    /** What a phase of a run wrote, with the dates it touched. */
    public List<TableWrite> writes(String runId, String phase) {
        return lake
                .read(TABLE_RUN)
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("phase").equalTo(phase)))
                .orderBy("table")
                .collectAsList()
                .stream()
                .map(row -> write(
                        row,
                        row.isNullAt(row.fieldIndex("touched_dates"))
                                ? Set.of()
                                : row.<Date>getList(row.fieldIndex("touched_dates")).stream()
                                        .map(Date::toLocalDate)
                                        .collect(Collectors.toSet())))
                .toList();
    }

    /** Makes a set of versions the one that is served. */
    public void publish(Publication publication) {
        append(
                PUBLISHED,
                publication.versions().entrySet().stream()
                        .map(entry -> RowFactory.create(
                                publication.number(),
                                Date.valueOf(publication.night()),
                                entry.getKey().toString(),
                                entry.getValue(),
                                publication.ingestId(),
                                publication.sequence()))
                        .toList());
    }

    /** Appends a few rows, in the order of the table's columns, as one file and one commit. */
    public long append(TableName table, List<Row> rows) {
        return lake.appendFew(
                table,
                lake.spark().createDataFrame(rows, lake.definitions().of(table).schema()));
    }

    private static LedgerEntry entry(Row row) {
        TableWrite write = write(row, Set.of());
        return new LedgerEntry(
                row.getAs("run_id"),
                row.getAs("phase"),
                Optional.ofNullable(row.<Date>getAs("night")).map(Date::toLocalDate),
                write,
                number(row, "ingest_id").orElse(0),
                number(row, "restored_version"),
                row.<Long>getAs("sequence"));
    }

    private static TableWrite write(Row row, Set<LocalDate> touchedDates) {
        return new TableWrite(
                TableName.parse(row.getAs("table")),
                row.getAs("mode"),
                row.<Long>getAs("version"),
                number(row, "rows_in").orElse(-1),
                number(row, "rows_out").orElse(-1),
                row.<Double>getAs("seconds"),
                row.getAs("fingerprint"),
                touchedDates);
    }

    private static OptionalLong number(Row row, String column) {
        Long value = row.getAs(column);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Long known(long number) {
        return number < 0 ? null : number;
    }

    private static Object dates(TableWrite write) {
        return CollectionConverters.asScala(write.touchedDates().stream()
                        .sorted()
                        .map(Date::valueOf)
                        .toList())
                .toSeq();
    }
}
