package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.themodel.lake.Lake;
import dev.themodel.lake.TableDefinition;
import dev.themodel.lake.TableWrite;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal$;

/**
 * Writes tables that count the rows of a larger one. Counts of whole numbers add up whatever order they come in: those of
 * the rows that came are added and those of the rows that went taken away, so that a night reads what has changed and no
 * row beside it, and ends in the counts of a rebuild.
 */
final class Aggregates {

    /** The column of counted rows that says whether they came, 1, or went, -1. */
    static final String SIGN = "sign";

    private final Lake lake;

    Aggregates(Lake lake) {
        this.lake = lake;
    }

    /** Rows that came and rows that went, as an aggregate's query reads them. */
    static Dataset<Row> signed(Dataset<Row> came, Dataset<Row> went) {
        return came.withColumn(SIGN, lit(1L)).unionByName(went.withColumn(SIGN, lit(-1L)));
    }

    /**
     * Adds counts to those that stand.
     *
     * @param counts the aggregate's columns; a key may stand in several rows
     * @param touched the days of the rows that came or went
     */
    TableWrite add(StarTable table, String fingerprint, Dataset<Row> counts, Set<LocalDate> touched) {
        long began = System.nanoTime();
        TableDefinition definition = lake.definitions().of(table.name());
        Dataset<Row> changes = summed(table, definition, counts).localCheckpoint(true);
        List<Row> partitions =
                changes.select(columns(definition.partitionedBy())).distinct().collectAsList();
        boolean isUnchanged = partitions.isEmpty();
        long version = lake.version(table.name());
        if (!isUnchanged) {
            String bound = partitions.stream()
                    .map(values -> bound(definition.partitionedBy(), values))
                    .sorted()
                    .collect(Collectors.joining(" OR "));
            Dataset<Row> standing = lake.read(table.name()).where(bound);
            version = lake.replaceWhere(table.name(), bound, summed(table, definition, standing.unionByName(changes)));
        }
        return new TableWrite(
                table.name(),
                isUnchanged ? TableWrite.UNCHANGED : TableWrite.REPLACED,
                version,
                -1,
                isUnchanged ? 0 : changes.count(),
                (System.nanoTime() - began) / 1e9,
                fingerprint,
                isUnchanged ? Set.of() : touched);
    }

    /** The same, where the counts are those of all rows. */
    TableWrite replace(StarTable table, String fingerprint, Dataset<Row> counts, Set<LocalDate> touched) {
        TableDefinition definition = lake.definitions().of(table.name());
        Dataset<Row> standing = lake.read(table.name());
        Column[] negated = definition.columns().stream()
                .map(name -> counters(table, definition).contains(name)
                        ? negate(col(name)).as(name)
                        : col(name))
                .toArray(Column[]::new);
        return add(table, fingerprint, counts.unionByName(standing.select(negated)), touched);
    }

    /** One row per key, without those whose counts come to nothing. */
    private static Dataset<Row> summed(StarTable table, TableDefinition definition, Dataset<Row> counts) {
        List<String> counters = counters(table, definition);
        Set<String> keys = new TreeSet<>(table.keys());
        keys.addAll(definition.partitionedBy());
        Column[] sums = counters.stream().map(name -> sum(name).as(name)).toArray(Column[]::new);
        Column isNothing = counters.stream()
                .map(name -> col(name).equalTo(0L))
                .reduce(Column::and)
                .orElseThrow();
        return counts.groupBy(columns(List.copyOf(keys)))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .where(not(isNothing));
    }

    private static List<String> counters(StarTable table, TableDefinition definition) {
        return definition.columns().stream()
                .filter(column -> !table.keys().contains(column))
                .filter(column -> !definition.partitionedBy().contains(column))
                .toList();
    }

    /** SQL that holds in one partition. */
    private static String bound(List<String> partitionedBy, Row values) {
        return IntStream.range(0, partitionedBy.size())
                .mapToObj(place -> partitionedBy.get(place) + " = "
                        + Literal$.MODULE$.apply(values.get(place)).sql())
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }
}
