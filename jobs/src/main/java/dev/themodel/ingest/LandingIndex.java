package dev.themodel.ingest;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is known of every file ever taken, so that a night reads new ones only: the table {@code ops.landing}. */
final class LandingIndex {

    static final TableName TABLE = TableName.of("ops", "landing");

    /** The size and time of a file whose place holds another one. */
    private static final long OVERWRITTEN = -1;

    private static final StructType CARRIED = new StructType()
            .add("path", DataTypes.StringType)
            .add("feed", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("modified_at", DataTypes.LongType)
            .add("file_id", DataTypes.StringType)
            .add("dt", DataTypes.IntegerType)
            .add("mapping", DataTypes.StringType)
            .add("is_open", DataTypes.BooleanType)
            .add("is_refused", DataTypes.BooleanType)
            .add("missing_columns", DataTypes.createArrayType(DataTypes.StringType))
            .add("ingest_id", DataTypes.LongType);

    /** Where a file lies, and for which feed and mapping. */
    record Place(String path, String feed, String source) {
        static Place of(Taking taking) {
            return new Place(taking.file().relativePath(), taking.feed().name(), taking.source());
        }
    }

    /** What is known of a file that lies, or lay, at a place; see the table's columns. */
    record Entry(
            Place place,
            long size,
            long modifiedAt,
            String fileId,
            LocalDate dt,
            String mapping,
            boolean isOpen,
            boolean isRefused,
            Optional<List<String>> missingColumns,
            long ingestId) {

        /** The same file found at another place, or once more. */
        Entry at(Place otherPlace, long otherSize, long otherModifiedAt) {
            return new Entry(
                    otherPlace,
                    otherSize,
                    otherModifiedAt,
                    fileId,
                    dt,
                    mapping,
                    isOpen,
                    isRefused,
                    missingColumns,
                    ingestId);
        }

        /** The same once its place holds another file. */
        Entry overwritten() {
            return at(place, OVERWRITTEN, OVERWRITTEN);
        }

        boolean isOverwritten() {
            return size == OVERWRITTEN;
        }

        private String fileKey() {
            return LandingIndex.fileKey(place.source(), fileId);
        }
    }

    /** The files of each place by their ids: the one that lies there, and those that lay there before it. */
    private final Map<Place, Map<String, Entry>> places = new LinkedHashMap<>();

    private final Map<String, Entry> byFile = new HashMap<>();
    private boolean hasChanged;

    private LandingIndex(List<Entry> entries) {
        for (Entry entry : entries) {
            ofPlace(entry.place()).put(entry.fileId(), entry);
            byFile.put(entry.fileKey(), entry);
        }
    }

    static LandingIndex read(Lake lake) {
        List<Entry> entries = new ArrayList<>();
        if (lake.exists(TABLE)) {
            Dataset<Row> rows = lake.read(TABLE).withColumn("dt", functions.unix_date(functions.col("dt")));
            rows.collectAsList().forEach(row -> entries.add(entry(row)));
        }
        return new LandingIndex(entries);
    }

    /** Whether the file at its place is as it was when it was dealt with, so that it need not be read. */
    boolean isSettled(Taking taking) {
        return newest(Place.of(taking))
                .filter(entry -> entry.size() == taking.file().size()
                        && entry.modifiedAt() == taking.file().modifiedAt()
                        && !isToBeTakenAgain(taking, entry))
                .isPresent();
    }

    /** The file that lay at a place when it was last looked at. */
    private Optional<Entry> newest(Place place) {
        return places.getOrDefault(place, Map.of()).values().stream()
                .filter(entry -> !entry.isOverwritten())
                .findFirst();
    }

    /** What is known of a file by its bytes, wherever it lay; for the same mapping, or for the same lack of one. */
    Optional<Entry> file(Taking taking, String fileId) {
        return Optional.ofNullable(byFile.get(fileKey(taking.source(), fileId)));
    }

    /** A file with its dt: outside of a day's folder, as long as its place holds the same bytes, that of its first taking. */
    Taking onItsDay(Taking taking, String hash) {
        Optional<Entry> before = taking.file().dt().isPresent() ? Optional.empty() : newest(Place.of(taking));
        return before.filter(entry -> {
                    Taking then = taking.on(entry.dt());
                    return Set.of(then.plainId(hash), then.datedId(hash)).contains(entry.fileId());
                })
                .map(entry -> taking.on(entry.dt()))
                .orElse(taking);
    }

    /** Whether a file that was refused or had rejected rows meets a mapping that has changed since. */
    static boolean isToBeTakenAgain(Taking taking, Entry entry) {
        return taking.mapping().isPresent()
                && entry.isOpen()
                && !entry.mapping().equals(taking.fingerprint());
    }

    /** The greatest number of an ingest, 0 before the first. */
    long lastIngestId() {
        return entries().mapToLong(Entry::ingestId).max().orElse(0);
    }

    /** The optional columns that some earlier file of the same feed and mapping had, of those named. */
    Set<String> hadBefore(Taking taking, Collection<String> missing) {
        Set<String> had = new HashSet<>();
        for (Entry entry : byFile.values()) {
            boolean isOfTheSame = entry.place().feed().equals(taking.feed().name())
                    && entry.place().source().equals(taking.source());
            if (isOfTheSame && !entry.isRefused()) {
                entry.missingColumns()
                        .ifPresent(lacked -> missing.stream()
                                .filter(column -> !lacked.contains(column))
                                .forEach(had::add));
            }
        }
        return had;
    }

    /** The day of the newest drop taken by a mapping; empty before the first. */
    Optional<LocalDate> newestDrop(String source) {
        return byFile.values().stream()
                .filter(entry -> entry.place().source().equals(source) && !entry.isRefused())
                .map(Entry::dt)
                .max(LocalDate::compareTo);
    }

    /** The feeds of which files were taken with a day as their dt. */
    Set<String> feedsOf(LocalDate dt) {
        Set<String> feeds = new HashSet<>();
        entries()
                .filter(entry -> entry.dt().equals(dt))
                .forEach(entry -> feeds.add(entry.place().feed()));
        return feeds;
    }

    /** The ids of the files taken by a mapping. */
    Set<String> fileIds(String source) {
        Set<String> ids = new HashSet<>();
        byFile.values().stream()
                .filter(entry -> entry.place().source().equals(source))
                .forEach(entry -> ids.add(entry.fileId()));
        return ids;
    }

    /** Notes what became of a file. */
    void put(Entry entry) {
        newest(entry.place())
                .filter(other -> !other.fileId().equals(entry.fileId()))
                .ifPresent(other -> note(other.overwritten()));
        note(entry);
        byFile.put(entry.fileKey(), entry);
    }

    /** Forgets takings that another one replaces, so that where else their files lie they are looked at again. */
    void forget(String source, Set<String> fileIds) {
        for (String id : fileIds) {
            byFile.remove(fileKey(source, id));
            places.forEach((place, files) -> hasChanged |= place.source().equals(source) && files.remove(id) != null);
        }
    }

    private void note(Entry entry) {
        Entry before = ofPlace(entry.place()).put(entry.fileId(), entry);
        hasChanged |= !entry.equals(before);
    }

    private Map<String, Entry> ofPlace(Place place) {
        return places.computeIfAbsent(place, any -> new LinkedHashMap<>());
    }

    private Stream<Entry> entries() {
        return places.values().stream().flatMap(files -> files.values().stream());
    }

    boolean hasChanged() {
        return hasChanged;
    }

    /** Writes all that is known; returns the table's new version. */
    long write(Lake lake) {
        Dataset<Row> carried =
                lake.spark().createDataFrame(entries().map(LandingIndex::row).toList(), CARRIED);
        return lake.overwrite(TABLE, carried.withColumn("dt", functions.date_from_unix_date(functions.col("dt"))));
    }

    private static Row row(Entry entry) {
        return RowFactory.create(
                entry.place().path(),
                entry.place().feed(),
                entry.place().source(),
                entry.size(),
                entry.modifiedAt(),
                entry.fileId(),
                Math.toIntExact(entry.dt().toEpochDay()),
                entry.mapping(),
                entry.isOpen(),
                entry.isRefused(),
                entry.missingColumns().map(List::toArray).orElse(null),
                entry.ingestId());
    }

    private static Entry entry(Row row) {
        return new Entry(
                new Place(row.getAs("path"), row.getAs("feed"), row.getAs("source")),
                row.<Long>getAs("size"),
                row.<Long>getAs("modified_at"),
                row.getAs("file_id"),
                LocalDate.ofEpochDay(row.<Integer>getAs("dt")),
                row.getAs("mapping"),
                row.<Boolean>getAs("is_open"),
                row.<Boolean>getAs("is_refused"),
                Optional.ofNullable(
                        row.isNullAt(row.fieldIndex("missing_columns"))
                                ? null
                                : List.copyOf(row.<String>getList(row.fieldIndex("missing_columns")))),
                row.<Long>getAs("ingest_id"));
    }

    private static String fileKey(String source, String fileId) {
        return source + "\n" + fileId;
    }
}
