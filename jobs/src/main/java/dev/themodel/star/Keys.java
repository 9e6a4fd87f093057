package dev.themodel.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Reads the rows of some keys out of a table. Of a large one in two steps: one narrow read of the key alone tells the
 * files they lie in, and only those are read with all their columns.
 */
final class Keys {

    /** The most that a table may have, in bytes of its files, to be read at once: a second read costs more than it saves. */
    private static final long SMALL = 4L << 20;

    private final Lake lake;

    Keys(Lake lake) {
        this.lake = lake;
    }

    /**
     * The rows whose key is among those given, each with the name of its file in {@link Lake#FILE}.
     *
     * @param key a BIGINT expression over the table's columns
     * @param keys one column {@code key}; small enough to be sent to every task
     */
    Dataset<Row> rows(TableName table, Column key, Dataset<Row> keys) {
        return rows(table, lit(true), key, keys);
    }

    /**
     * The same, where something is known of the rows.
     *
     * @param bound holds for each of them; by partitions and days at best, which tell files apart
     */
    Dataset<Row> rows(TableName table, Column bound, Column key, Dataset<Row> keys) {
        return rows(table, lake.version(table), bound, key, keys);
    }

    /** The same as of a version of the table: both reads see the same files, whoever writes it meanwhile. */
    Dataset<Row> rows(TableName table, long version, Column bound, Column key, Dataset<Row> keys) {
        Dataset<Row> found = ofKeys(lake.readWithFiles(table, version).where(bound), key, keys);
        if (isSmall(lake, table)) {
            return found;
        }
        Set<String> files = new HashSet<>(
                found.select(Lake.FILE).distinct().as(Encoders.STRING()).collectAsList());
        return ofKeys(lake.readWithFiles(table, version, files), key, keys);
    }

    /** Whether a table is read at once. */
    static boolean isSmall(Lake lake, TableName table) {
        return lake.bytes(table) <= SMALL;
    }

    /** Those of some rows whose key is among those given. */
    static Dataset<Row> ofKeys(Dataset<Row> rows, Column key, Dataset<Row> keys) {
        Dataset<Row> wanted = broadcast(keys.select(col("key").as("_key")));
        return rows.join(wanted, key.equalTo(col("_key")), "left_semi");
    }
}
