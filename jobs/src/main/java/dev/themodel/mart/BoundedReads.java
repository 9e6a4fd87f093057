package dev.themodel.mart;

import dev.themodel.model.TableName;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.View;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a query read only part of some tables, without a word of it in the query: each mention of such a table gets a
 * filter right above it. A filter by literal values prunes partitions before the query starts; a join with the periods to
 * compute could not, because Spark prunes by a join only where it takes the other side to be selective.
 */
final class BoundedReads {

    private BoundedReads() {}

    /**
     * The same query with the bounds.
     *
     * @param query reads the tables through their views {@code layer.table}
     * @param bounds by table, SQL over its columns that holds for the rows to read
     */
    static Dataset<Row> of(Dataset<Row> query, Map<TableName, String> bounds) {
        if (bounds.isEmpty()) {
            return query;
        }
        LogicalPlan bounded = query.queryExecution().analyzed().transformUpWithSubqueries(new Bounding(query, bounds));
        return rows(query, bounded);
    }

    private static Dataset<Row> rows(Dataset<Row> query, LogicalPlan plan) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) query.sparkSession(), plan);
    }

    private static final class Bounding extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private static final long serialVersionUID = 1L;
        private final transient Dataset<Row> query;
        private final transient Map<TableName, String> bounds;

        Bounding(Dataset<Row> query, Map<TableName, String> bounds) {
            this.query = query;
            this.bounds = bounds;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return bound(plan).isPresent();
        }

        @Override
        public LogicalPlan apply(LogicalPlan view) {
            return rows(query, view)
                    .where(bound(view).orElseThrow())
                    .queryExecution()
                    .analyzed();
        }

        private Optional<String> bound(LogicalPlan plan) {
            if (plan instanceof View view && view.desc().identifier().database().isDefined()) {
                TableIdentifier name = view.desc().identifier();
                return TableName.LAYERS.contains(name.database().get())
                        ? Optional.ofNullable(
                                bounds.get(TableName.of(name.database().get(), name.table())))
                        : Optional.empty();
            }
            return Optional.empty();
        }
    }
}
