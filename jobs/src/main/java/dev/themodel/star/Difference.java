package dev.themodel.star;

import static org.apache.spark.sql.functions.lit;

import dev.themodel.lake.Lake;
import java.time.LocalDate;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the rows of a scope that stand differ from those computed for it: what {@link StarWriter#save} is to write.
 *
 * @param version of the table without what is to be written
 * @param changes the keys that differ; {@code after} is NULL where a row leaves and none takes its place
 * @param came rows that are new or take the place of their key's row
 * @param went rows that are to be no more, those replaced included
 * @param rows how many were computed
 * @param changed how many keys differ
 * @param onlyAdds whether no row that stands is touched
 * @param files those that hold a row that went
 * @param touched the dates of rows that came or went
 * @param seconds spent on finding it
 */
record Difference(
        StarTable table,
        String fingerprint,
        long version,
        Dataset<Row> changes,
        Dataset<Row> came,
        Dataset<Row> went,
        long rows,
        long changed,
        boolean onlyAdds,
        Set<String> files,
        Set<LocalDate> touched,
        double seconds) {

    /**
     * The table's rows whose key is among those given, as they are once this is written: whoever needs them does not
     * wait for it.
     *
     * @param key a BIGINT expression over the table's columns
     * @param keys one column {@code key}
     */
    Dataset<Row> written(Lake lake, Column key, Dataset<Row> keys) {
        String[] ids = table.keys().toArray(String[]::new);
        return new Keys(lake)
                .rows(table.name(), version, lit(true), key, keys)
                .drop(Lake.FILE)
                .join(changes, ids, "left_anti")
                .unionByName(Keys.ofKeys(came, key, keys));
    }
}
