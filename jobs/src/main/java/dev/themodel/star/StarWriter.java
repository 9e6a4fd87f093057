package dev.themodel.star;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.themodel.lake.ContentHash;
import dev.themodel.lake.Lake;
import dev.themodel.lake.TableWrite;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes a table of the star: wholly where its definition is new, else only the rows that differ from those that
 * stand, so that a night without a change writes nothing and the marts know which days were touched.
 */
final class StarWriter {

    private static final Column IS_CHANGED = not(col("before").eqNullSafe(col("after")));

    private final Lake lake;

    StarWriter(Lake lake) {
        this.lake = lake;
    }

    /**
     * What a write has changed.
     *
     * @param write the write
     * @param came rows that are new or have taken the place of their key's row
     * @param went rows that are no more, those replaced included; none are told where all rows were made anew
     */
    record Change(TableWrite write, Dataset<Row> came, Dataset<Row> went) {}

    /** Replaces all rows. */
    Change rebuild(StarTable table, String fingerprint, Dataset<Row> rows) {
        long began = System.nanoTime();
        long version = lake.overwrite(table.name(), rows);
        long count = lake.size(table.name()).rows();
        TableWrite write = new TableWrite(
                table.name(), TableWrite.REBUILT, version, count, count, secondsSince(began), fingerprint, Set.of());
        Dataset<Row> written = lake.read(table.name());
        return new Change(write, written, written.limit(0));
    }

    /** Leaves a table as it stands. */
    TableWrite unchanged(StarTable table, String fingerprint) {
        return new TableWrite(
                table.name(), TableWrite.UNCHANGED, lake.version(table.name()), 0, 0, 0, fingerprint, Set.of());
    }

    /**
     * Replaces the rows of a scope by those computed for it, where they differ.
     *
     * @param rows the scope's rows as they should be
     * @param standing the scope's rows as they stand, each with its {@link Lake#FILE}
     */
    Change replace(StarTable table, String fingerprint, Dataset<Row> rows, Dataset<Row> standing) {
        Difference difference = computed(table, fingerprint, rows, standing);
        return new Change(save(difference), difference.came(), difference.went());
    }

    /** What {@link #save} is to write of a scope's rows, which are computed first; the parameters are those of {@link #replace}. */
    Difference computed(StarTable table, String fingerprint, Dataset<Row> rows, Dataset<Row> standing) {
        long began = System.nanoTime();
        Dataset<Row> once = rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
        return difference(table, fingerprint, once, standing, began);
    }

    /** The same of rows that are computed already: they are read more than once. */
    Difference difference(StarTable table, String fingerprint, Dataset<Row> rows, Dataset<Row> standing) {
        return difference(table, fingerprint, rows, standing, System.nanoTime());
    }

    private Difference difference(
            StarTable table, String fingerprint, Dataset<Row> rows, Dataset<Row> standing, long began) {
        // Counted by the very pass that compares: a query of its own would cost more than its rows.
        Observation observation = new Observation();
        Dataset<Row> compared = compared(table, rows, standing)
                .observe(
                        observation,
                        count(col("after")).as("rows"),
                        count_if(IS_CHANGED).as("changed"),
                        count_if(col("before").isNotNull().and(IS_CHANGED)).as("replaced"),
                        flatten(collect_set(when(IS_CHANGED, dates()))).as("touched"),
                        collect_set(when(IS_CHANGED, col(Lake.FILE))).as("files"))
                .localCheckpoint(true);
        Row found = observation.getRow();
        Dataset<Row> changes = compared.where(IS_CHANGED);
        Set<LocalDate> touched = new TreeSet<>();
        found.<Date>getList(3).stream().filter(Objects::nonNull).forEach(day -> touched.add(day.toLocalDate()));
        return new Difference(
                table,
                fingerprint,
                lake.version(table.name()),
                changes,
                ofKeys(table, rows, changes),
                ofKeys(table, standing.drop(Lake.FILE), changes),
                found.getLong(0),
                found.getLong(1),
                found.getLong(2) == 0,
                Set.copyOf(found.<String>getList(4)),
                touched,
                secondsSince(began));
    }

    /** Writes what differs; nothing where all rows are as they should be. */
    TableWrite save(Difference difference) {
        long began = System.nanoTime();
        StarTable table = difference.table();
        boolean isUnchanged = difference.changed() == 0;
        return new TableWrite(
                table.name(),
                isUnchanged ? TableWrite.UNCHANGED : TableWrite.REPLACED,
                isUnchanged ? difference.version() : written(difference),
                difference.rows(),
                difference.changed(),
                difference.seconds() + secondsSince(began),
                difference.fingerprint(),
                difference.touched());
    }

    private long written(Difference difference) {
        StarTable table = difference.table();
        if (difference.onlyAdds()) {
            return lake.append(table.name(), difference.came());
        }
        return lake.replaceKeys(
                table.name(),
                table.keys(),
                difference.came(),
                difference.changes().where("after IS NULL"),
                difference.files());
    }

    private static Dataset<Row> ofKeys(StarTable table, Dataset<Row> rows, Dataset<Row> changes) {
        return rows.join(changes.select(columns(table.keys())), table.keys().toArray(String[]::new), "left_semi");
    }

    /** One row per key of either: the key, hashes before and after, the dates of both, and the file of the row before. */
    private Dataset<Row> compared(StarTable table, Dataset<Row> wanted, Dataset<Row> standing) {
        List<String> columns = Arrays.stream(
                        lake.definitions().of(table.name()).schema().fieldNames())
                .toList();
        Dataset<Row> before = hashed(table, standing, columns, "before", col(Lake.FILE));
        Dataset<Row> after = hashed(table, wanted, columns, "after");
        return before.join(after, table.keys().toArray(String[]::new), "full_outer");
    }

    private static Dataset<Row> hashed(
            StarTable table, Dataset<Row> rows, List<String> columns, String name, Column... further) {
        List<Column> selected = new ArrayList<>(List.of(further));
        selected.addAll(List.of(columns(table.keys())));
        selected.add(ContentHash.of(columns).as(name));
        selected.add(array(columns(table.dates())).cast("array<date>").as(name + "_dates"));
        return rows.select(selected.toArray(Column[]::new));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** The dates of the row before and of the row after. */
    private static Column dates() {
        Column none = array().cast("array<date>");
        return concat(coalesce(col("before_dates"), none), coalesce(col("after_dates"), none));
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
