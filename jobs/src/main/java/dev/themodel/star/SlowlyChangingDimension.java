package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.themodel.model.Feed;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A dimension of type 2: one row per id and stretch of time in which the tracked columns stood; the other columns are
 * as last known. The first row holds from 1900-01-01; a deletion ends the row, a later version begins another.
 *
 * @param feed the feed that describes it
 * @param name of the dimension, such as {@code account}: its key is {@code <name>_key}, its id {@code <name>_id}
 * @param tracked the columns whose change opens a row
 */
record SlowlyChangingDimension(Feed feed, String name, List<String> tracked) {

    private static final Column BEGINNING = to_timestamp(lit("1900-01-01 00:00:00"));

    SlowlyChangingDimension {
        tracked = List.copyOf(tracked);
    }

    String id() {
        return name + "_id";
    }

    /** The surrogate key of a row: a hash of the id and the instant from which the row holds. */
    private Column key() {
        return xxhash64(col(id()), col("valid_from"));
    }

    /**
     * All rows.
     *
     * @param versions every accepted version of every record
     * @param named every id that a record names, in a column called as {@link #id()}
     */
    Dataset<Row> rows(Dataset<Row> versions, Dataset<Row> named) {
        Dataset<Row> described = stretches(versions).join(asLastKnown(versions), id());
        Dataset<Row> inferred = named.join(described.select(id()).distinct(), new String[] {id()}, "left_anti")
                .withColumn("valid_from", BEGINNING)
                .withColumn("is_current", lit(true))
                .withColumn("is_inferred", lit(true));
        return described
                .withColumn("is_inferred", lit(false))
                .unionByName(inferred, true)
                .withColumn(name + "_key", key());
    }

    private Dataset<Row> stretches(Dataset<Row> versions) {
        WindowSpec history = Window.partitionBy(id()).orderBy(Feed.UPDATED_AT);
        Column state = struct(columns(stateColumns()));
        Column isFirst = row_number().over(history).equalTo(1);
        Column isChange = isFirst.or(not(state.eqNullSafe(lag(state, 1).over(history))));
        Dataset<Row> changes = Versions.latestAtEachInstant(feed, versions)
                .withColumn("is_change", isChange)
                .where("is_change")
                .withColumn("valid_to", lead(Feed.UPDATED_AT, 1).over(history))
                .where(not(col(Feed.IS_DELETED)));
        return changes.withColumn(
                        "valid_from",
                        when(row_number().over(history).equalTo(1), BEGINNING).otherwise(col(Feed.UPDATED_AT)))
                .withColumn("is_current", col("valid_to").isNull())
                .select(columns(stretchColumns()));
    }

    private Dataset<Row> asLastKnown(Dataset<Row> versions) {
        return Versions.lastDescribed(feed, versions).drop(tracked.toArray(String[]::new));
    }

    private List<String> stateColumns() {
        List<String> names = new ArrayList<>(List.of(Feed.IS_DELETED));
        names.addAll(tracked);
        return names;
    }

    private List<String> stretchColumns() {
        List<String> names = new ArrayList<>(List.of(id()));
        names.addAll(tracked);
        names.addAll(List.of("valid_from", "valid_to", "is_current"));
        return names;
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }
}
