package dev.themodel.lake;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Lets queries over a table take its files from {@link KnownFiles}, where the table's newest commits carry the list of
 * them, as Delta's do up to some thousand files; where they do not, the query stays as it is.
 */
final class KnownFilesRule extends Rule<LogicalPlan> {

    private static final Map<Snapshot, Optional<KnownFiles>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        LogicalPlan answered = plan.transformWithSubqueries(new Answering());
        return answered.transformWithSubqueries(new Replacing(wholeTables(answered)));
    }

    /** Aggregates over whole tables, by what is known of the files. */
    private static final class Answering extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return answer(plan).isPresent();
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return answer(plan).orElseThrow();
        }

        private static Optional<LogicalPlan> answer(LogicalPlan plan) {
            return plan instanceof Aggregate aggregate
                            && aggregate.groupingExpressions().isEmpty()
                    ? known(withoutProjection(aggregate.child())).flatMap(files -> KnownAnswers.of(aggregate, files))
                    : Optional.empty();
        }
    }

    private static LogicalPlan withoutProjection(LogicalPlan plan) {
        LogicalPlan input = plan;
        while (input instanceof Project project) {
            input = project.child();
        }
        return input;
    }

    /** The tables that are asked for a single row that their known files do not tell: Delta's log may know it. */
    private static Set<LogicalPlan> wholeTables(LogicalPlan plan) {
        Set<LogicalPlan> tables = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TreeNode<?> node : SqlText.nodes(plan)) {
            if (node instanceof Aggregate aggregate
                    && aggregate.groupingExpressions().isEmpty()) {
                tables.add(withoutProjection(aggregate.child()));
            }
        }
        return tables;
    }

    /** Puts the rule before Delta's own; named in {@code spark.sql.extensions} before Delta's extension. */
    public static final class Extension implements Function1<SparkSessionExtensions, BoxedUnit> {

        @Override
        public BoxedUnit apply(SparkSessionExtensions extensions) {
            extensions.injectPreCBORule(KnownFilesRule::inSession);
            return BoxedUnit.UNIT;
        }
    }

    private static Rule<LogicalPlan> inSession(SparkSession session) {
        return new KnownFilesRule();
    }

    /** The files of a version; worked out once. */
    static Optional<KnownFiles> known(Snapshot snapshot) {
        return KNOWN.computeIfAbsent(snapshot, KnownFiles::listed);
    }

    private static Optional<KnownFiles> known(LogicalPlan plan) {
        if (plan instanceof LogicalRelation logical
                && logical.relation() instanceof HadoopFsRelation relation
                && relation.location() instanceof KnownFiles files) {
            return Optional.of(files);
        }
        return relation(plan).flatMap(relation -> known(((TahoeLogFileIndex) relation.location()).getSnapshot()));
    }

    private static Optional<HadoopFsRelation> relation(LogicalPlan plan) {
        return plan instanceof LogicalRelation logical
                        && logical.relation() instanceof HadoopFsRelation relation
                        && relation.location() instanceof TahoeLogFileIndex index
                        && index.partitionFilters().isEmpty()
                ? Optional.of(relation)
                : Optional.empty();
    }

    private static final class Replacing extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private static final long serialVersionUID = 1L;
        private final transient Set<LogicalPlan> left;

        Replacing(Set<LogicalPlan> left) {
            this.left = left;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return !left.contains(plan)
                    && relation(plan).isPresent()
                    && known(plan).isPresent();
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            HadoopFsRelation relation = relation(plan).orElseThrow();
            LogicalRelation logical = (LogicalRelation) plan;
            HadoopFsRelation replaced = relation.copy(
                    known(plan).orElseThrow(),
                    relation.partitionSchema(),
                    relation.dataSchema(),
                    relation.bucketSpec(),
                    relation.fileFormat(),
                    relation.options(),
                    relation.sparkSession());
            return logical.copy(
                    replaced, logical.output(), logical.catalogTable(), logical.isStreaming(), logical.stream());
        }
    }
}
