package dev.themodel.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads the rows of some keys out of a large table in two steps: one narrow read of the key alone tells the partitions
 * they lie in, and only those are read with all their columns.
 */
final class Keys {

    private final Lake lake;

    Keys(Lake lake) {
        this.lake = lake;
    }

    /**
     * The rows whose key is among those given.
     *
     * @param key a BIGINT expression over the table's columns
     * @param keys one column {@code key}; small enough to be sent to every task
     */
    Scope.Standing rows(TableName table, Column key, Dataset<Row> keys) {
        Dataset<Row> all = lake.read(table);
        Optional<String> partition =
                lake.definitions().of(table).partitionedBy().stream().reduce((first, last) -> last);
        if (partition.isEmpty()) {
            return new Scope.Standing(ofKeys(all, key, keys), "true");
        }
        List<Optional<LocalDate>> months =
                ofKeys(all, key, keys).select(partition.get()).distinct().collectAsList().stream()
                        .map(row -> Optional.ofNullable(row.getDate(0)).map(Date::toLocalDate))
                        .toList();
        return rows(table, partition.get(), months, key, keys);
    }

    /** The same, where the months the rows may lie in are known. */
    Scope.Standing rows(
            TableName table, String partition, List<Optional<LocalDate>> months, Column key, Dataset<Row> keys) {
        Dataset<Row> read = lake.read(table).where(among(partition, months));
        return new Scope.Standing(ofKeys(read, key, keys), among(partition, months));
    }

    private static Dataset<Row> ofKeys(Dataset<Row> rows, Column key, Dataset<Row> keys) {
        Dataset<Row> wanted = broadcast(keys.select(col("key").as("_key")));
        return rows.join(wanted, key.equalTo(col("_key")), "left_semi");
    }

    private static String among(String column, List<Optional<LocalDate>> months) {
        List<String> named = months.stream()
                .flatMap(Optional::stream)
                .sorted()
                .map(month -> "DATE'" + month + "'")
                .toList();
        List<String> alternatives = new ArrayList<>();
        if (!named.isEmpty()) {
            alternatives.add(column + " IN (" + String.join(", ", named) + ")");
        }
        if (months.stream().anyMatch(Optional::isEmpty)) {
            alternatives.add(column + " IS NULL");
        }
        return alternatives.isEmpty() ? "false" : "(" + String.join(" OR ", alternatives) + ")";
    }
}
