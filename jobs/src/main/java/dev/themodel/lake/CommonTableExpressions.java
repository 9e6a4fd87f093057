package dev.themodel.lake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.Tuple3;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs a query such that each part of its WITH clause is computed once. Spark puts a part in place of every mention of
 * its name: one that is named six times is planned, read and joined six times, and what it is made of again as often as
 * that part names it.
 */
public final class CommonTableExpressions {

    private final SparkSession session;
    private final UnresolvedWith query;
    private final List<Tuple3<String, SubqueryAlias, Option<Object>>> parts = new ArrayList<>();

    private CommonTableExpressions(SparkSession session, UnresolvedWith query) {
        this.session = session;
        this.query = query;
    }

    /**
     * The rows of a query; parts that it names more than once have been computed when this returns.
     *
     * @param source names the query in the message of a fault
     * @throws SqlText.InvalidSql where it does not parse
     */
    public static Dataset<Row> rows(SparkSession session, String source, String query) {
        LogicalPlan plan = SqlText.parse(source, query);
        return plan instanceof UnresolvedWith with && !with.allowRecursion()
                ? new CommonTableExpressions(session, with).rows()
                : rows(session, plan);
    }

    private Dataset<Row> rows() {
        var written = CollectionConverters.asJava(query.cteRelations());
        Set<String> readers = new HashSet<>();
        for (int place = 0; place < written.size(); place++) {
            Tuple3<String, SubqueryAlias, Option<Object>> part = written.get(place);
            LogicalPlan plan = part._2();
            if (!SqlText.tables(plan).isEmpty() || SqlText.views(plan).stream().anyMatch(readers::contains)) {
                readers.add(SqlText.lower(part._1()));
            }
            // The small views alone are no work.
            boolean isShared = readers.contains(SqlText.lower(part._1())) && mentions(part._1(), written, place) > 1;
            parts.add(isShared ? computed(part) : part);
        }
        return rows(session, with(query.child()));
    }

    /** How often the parts after one and the query itself name it. */
    private long mentions(String name, List<Tuple3<String, SubqueryAlias, Option<Object>>> written, int place) {
        Stream<LogicalPlan> later =
                written.subList(place + 1, written.size()).stream().map(Tuple3::_2);
        return Stream.concat(later, Stream.of(query.child()))
                .mapToLong(plan -> SqlText.mentions(plan, SqlText.lower(name)))
                .sum();
    }

    private Tuple3<String, SubqueryAlias, Option<Object>> computed(Tuple3<String, SubqueryAlias, Option<Object>> part) {
        LogicalPlan once = rows(session, with(part._2()))
                .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK())
                .queryExecution()
                .analyzed();
        return new Tuple3<>(part._1(), new SubqueryAlias(part._2().identifier(), once), part._3());
    }

    /** A plan with the parts before it. */
    private LogicalPlan with(LogicalPlan plan) {
        return parts.isEmpty()
                ? plan
                : new UnresolvedWith(plan, CollectionConverters.asScala(parts).toSeq(), false);
    }

    private static Dataset<Row> rows(SparkSession session, LogicalPlan plan) {
        return org.apache.spark.sql.classic.Dataset.ofRows((org.apache.spark.sql.classic.SparkSession) session, plan);
    }
}
