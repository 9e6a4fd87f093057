package dev.themodel.star;

import static org.apache.spark.sql.functions.col;

import dev.themodel.model.MergeForest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Follows merges to the last survivor. The pointers of all merged records, two ids each, meet in one task: merges are
 * few beside records.
 */
final class Survivors {

    private Survivors() {}

    /**
     * One row per merged record that is no member of a merge cycle: {@code id} and {@code survivor_id}.
     *
     * @param latest winning versions, deleted ones included, since a deleted record forwards too
     * @param id the key column, called so in the result
     */
    static Dataset<Row> of(Dataset<Row> latest, String id) {
        StructType schema = new StructType().add(id, DataTypes.StringType).add("survivor_id", DataTypes.StringType);
        MapPartitionsFunction<Row, Row> follow = Survivors::follow;
        return latest.where(col("merged_into_id").isNotNull())
                .select(id, "merged_into_id")
                .coalesce(1)
                .mapPartitions(follow, Encoders.row(schema));
    }

    private static Iterator<Row> follow(Iterator<Row> pointers) {
        Map<String, String> mergedInto = new HashMap<>();
        pointers.forEachRemaining(pointer -> mergedInto.put(pointer.getString(0), pointer.getString(1)));
        List<Row> survivors = new ArrayList<>();
        new MergeForest(mergedInto)
                .survivors()
                .forEach((merged, survivor) -> survivors.add(RowFactory.create(merged, survivor)));
        return survivors.iterator();
    }
}
