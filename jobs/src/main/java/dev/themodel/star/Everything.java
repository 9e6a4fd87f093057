package dev.themodel.star;

import dev.themodel.lake.Lake;
import dev.themodel.model.Feed;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All records. */
record Everything(Lake lake, Records records) implements Scope {

    @Override
    public Dataset<Row> versions(Feed feed) {
        return records.versions(feed);
    }

    @Override
    public Dataset<Row> visitors() {
        return lake.read(StarTable.DIM_VISITOR.name()).where("first_visit_id IS NOT NULL");
    }

    @Override
    public Dataset<Row> visitsOf(Dataset<Row> leadVisitors) {
        return lake.read(StarTable.FACT_VISIT.name());
    }

    @Override
    public Dataset<Row> standing(StarTable table) {
        return lake.readWithFiles(table.name());
    }
}
