package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * The rows that {@code layer.table} stands for in the queries of one session. A view of the catalog would be parsed and
 * analysed anew for each mention, a fifth of all planning in a night; and rows that a session names may be fewer than
 * the table's, so that a query reads a part of it without a word in its text. A filter by literal values prunes
 * partitions before the query starts; a join with the periods to compute could not, because Spark prunes by a join only
 * where it takes the other side to be selective.
 */
public final class NamedTables {

    private static final Map<SparkSession, Map<TableName, LogicalPlan>> ROWS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private NamedTables() {}

    /** Makes {@code layer.table} stand for some rows from now on; what was analysed before stays as it was. */
    public static void name(SparkSession session, TableName table, Dataset<Row> rows) {
        ROWS.computeIfAbsent(session, any -> new ConcurrentHashMap<>())
                .put(table, rows.queryExecution().analyzed());
    }

    private static Optional<LogicalPlan> rows(SparkSession session, LogicalPlan plan) {
        if (plan instanceof UnresolvedRelation relation && ROWS.containsKey(session)) {
            List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
            if (parts.size() == 2 && TableName.LAYERS.contains(parts.get(0))) {
                TableName table = TableName.of(parts.get(0), parts.get(1));
                return Optional.ofNullable(ROWS.get(session).get(table))
                        .map(rows -> new SubqueryAlias(
                                new AliasIdentifier(
                                        table.table(),
                                        CollectionConverters.asScala(List.of(table.layer()))
                                                .toSeq()),
                                rows));
            }
        }
        return Optional.empty();
    }

    /** Puts the rows in place of the name before Spark looks into its catalog. */
    public static final class Extension implements Function1<SparkSessionExtensions, BoxedUnit> {

        @Override
        public BoxedUnit apply(SparkSessionExtensions extensions) {
            extensions.injectHintResolutionRule(Naming::new);
            return BoxedUnit.UNIT;
        }
    }

    private static final class Naming extends Rule<LogicalPlan> {

        private final SparkSession session;

        Naming(SparkSession session) {
            this.session = session;
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return ROWS.containsKey(session) ? plan.transformUpWithSubqueries(new Replacing(session)) : plan;
        }
    }

    private static final class Replacing extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private static final long serialVersionUID = 1L;
        private final transient SparkSession session;

        Replacing(SparkSession session) {
            this.session = session;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return rows(session, plan).isPresent();
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return rows(session, plan).orElseThrow();
        }
    }
}
