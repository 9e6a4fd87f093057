package dev.themodel.star;

import dev.themodel.model.Feed;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which records' rows a build computes. Too large costs time, too small would be wrong. */
sealed interface Scope permits Everything, Neighbourhood {

    /** All versions of the feed's records in scope. */
    Dataset<Row> versions(Feed feed);

    /** The visitors in scope that have come, as {@code dim_visitor} has them once it is written. */
    Dataset<Row> visitors();

    /** The visits of visitors that leads in scope name: of {@code fact_visit} at least what leads ask for. */
    Dataset<Row> visitsOf(Dataset<Row> leadVisitors);

    /** The rows of a table that belong to the scope, as they stand, each with its {@link dev.themodel.lake.Lake#FILE}. */
    Dataset<Row> standing(StarTable table);
}
