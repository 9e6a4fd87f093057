package dev.themodel.lake;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Tells rows of other content apart by one number. */
public final class ContentHash {

    private ContentHash() {}

    /**
     * The hash of some columns' values. A NULL leaves Spark's xxhash64 as it is; beside each value stands whether there is
     * one, so that none moves to another column unseen.
     */
    public static Column of(List<String> columns) {
        return functions.xxhash64(columns.stream()
                .map(functions::col)
                .flatMap(column -> Stream.of(column, column.isNull()))
                .toArray(Column[]::new));
    }
}
