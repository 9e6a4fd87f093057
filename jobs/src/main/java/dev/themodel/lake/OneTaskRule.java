package dev.themodel.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression$;
import org.apache.spark.sql.catalyst.planning.ExtractEquiJoinKeys$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint;
import org.apache.spark.sql.catalyst.plans.logical.JoinStrategyHint;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.Repartition;
import org.apache.spark.sql.catalyst.plans.logical.SHUFFLE_HASH$;
import org.apache.spark.sql.catalyst.plans.logical.SHUFFLE_REPLICATE_NL$;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigInt;

/**
 * Runs a query over little as one task of one job. What Spark spends on each exchange of rows between tasks (a job or a
 * stage, its plan sent along, files written and read again) is worth nothing where the rows would fit one task anyway:
 * its inputs are each read as one partition, which needs no exchange for any grouping, and joins build their smaller
 * side within the task in place of a broadcast. A query with a large input keeps Spark's own ways from there on. What
 * reads next to nothing is not compiled either, which would take longer than to run it.
 */
final class OneTaskRule extends Rule<LogicalPlan> {

    /** The most that one input may have, in bytes of its files: some hundred thousand rows, a second or two of a task. */
    private static final long SMALL_INPUT = 8L << 20;

    /** The most that rows already computed may take in memory or on disk; they take some ten times their files. */
    private static final long SMALL_ROWS = 64L << 20;

    /** From so many bytes of files on, compiling a query and reading its columns in batches pays. */
    private static final long MUCH_INPUT = 256L << 10;

    /** The settings that Spark asks when it plans a query, right after this rule has seen it: as for a small one. */
    static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private static final Map<String, String> COMPILED =
            Map.of("spark.sql.codegen.wholeStage", "true", "spark.sql.codegen.factoryMode", "FALLBACK");

    private static final Statistics SMALL =
            new Statistics(BigInt.apply(1), Option.empty(), AttributeMap$.MODULE$.empty(), false);

    /**
     * What was seen of a plan.
     *
     * @param isOneTask whether one task yields all its rows
     * @param bytes of the files that it reads
     */
    private record Seen(LogicalPlan plan, boolean isOneTask, double bytes) {}

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        // Rows at hand alone need no task at all.
        if (leaf(plan) instanceof LocalRelation) {
            return plan;
        }
        Seen seen = see(plan);
        (seen.bytes() > MUCH_INPUT ? COMPILED : INTERPRETED).forEach((key, value) -> conf().setConfString(key, value));
        return seen.plan();
    }

    private static Seen see(LogicalPlan plan) {
        if (isOnePartition(plan)) {
            double bytes =
                    plan.children().isEmpty() ? 0 : see(plan.children().head()).bytes();
            return new Seen(plan, true, bytes);
        }
        Optional<Input> input = input(plan);
        if (input.isPresent()) {
            boolean isSmall = input.get().isSmall();
            return new Seen(
                    isSmall ? inOneTask(plan) : plan, isSmall, input.get().bytes());
        }
        List<LogicalPlan> children = new ArrayList<>();
        boolean isOneTask = !plan.children().isEmpty();
        double bytes = 0;
        for (LogicalPlan child : CollectionConverters.asJava(plan.children())) {
            Seen seen = see(child);
            children.add(seen.plan());
            isOneTask &= seen.isOneTask();
            bytes += seen.bytes();
        }
        LogicalPlan changed =
                plan.withNewChildren(CollectionConverters.asScala(children).toIndexedSeq());
        return new Seen(isOneTask ? withinTheTask(changed) : changed, isOneTask, bytes);
    }

    private static LogicalPlan withinTheTask(LogicalPlan plan) {
        if (plan instanceof Join join) {
            return withinTheTask(join);
        }
        if (plan instanceof Union) {
            return inOneTask(plan);
        }
        if (plan instanceof RebalancePartitions rebalance) {
            return rebalance.child();
        }
        return plan;
    }

    private static LogicalPlan withinTheTask(Join join) {
        if (ExtractEquiJoinKeys$.MODULE$.unapply(join).isDefined()) {
            boolean buildsLeft = join.joinType().equals(RightOuter$.MODULE$);
            return hinted(join, SHUFFLE_HASH$.MODULE$, buildsLeft);
        }
        if (join.joinType() instanceof Inner$) {
            return inOneTask(hinted(join, SHUFFLE_REPLICATE_NL$.MODULE$, false));
        }
        return join;
    }

    private static Join hinted(Join join, JoinStrategyHint strategy, boolean isLeft) {
        Option<HintInfo> hint = Option.apply(new HintInfo(Option.apply(strategy)));
        Option<HintInfo> none = Option.empty();
        return join.copy(
                join.left(),
                join.right(),
                join.joinType(),
                join.condition(),
                isLeft ? new JoinHint(hint, none) : new JoinHint(none, hint));
    }

    /**
     * One partition that says of itself that it is small. Spark's own guess of rows at hand is the greatest number there
     * is, and of joins the product of their sides; above a limit it exchanges rows even from one task to one task.
     */
    private static LogicalPlan inOneTask(LogicalPlan plan) {
        Repartition one = new Repartition(1, false, plan);
        one.statsCache_$eq(Option.apply(SMALL));
        return one;
    }

    private static boolean isOnePartition(LogicalPlan plan) {
        return plan instanceof OneRowRelation || plan instanceof Repartition one && one.numPartitions() == 1;
    }

    /**
     * What a query begins with.
     *
     * @param bytes of its files, or of those that rows already computed would fill
     * @param isSmall whether it is read by one task
     */
    private record Input(double bytes, boolean isSmall) {

        static Input ofFiles(long bytes) {
            return new Input(bytes, bytes <= SMALL_INPUT);
        }

        static Input ofRows(long bytes) {
            return new Input((double) bytes / SMALL_ROWS * SMALL_INPUT, bytes <= SMALL_ROWS);
        }
    }

    /** The input that a plan reads, filters and projects; empty where it is more than that. */
    private static Optional<Input> input(LogicalPlan plan) {
        LogicalPlan leaf = leaf(plan);
        if (leaf instanceof LogicalRelation logical
                && logical.relation() instanceof HadoopFsRelation relation
                && relation.location() instanceof KnownFiles files) {
            return Optional.of(Input.ofFiles(partitionFilters(plan, files.partitionSchema()).stream()
                    .reduce(And::new)
                    .map(files::inPartitions)
                    .orElse(files)
                    .sizeInBytes()));
        }
        if (leaf instanceof LogicalRDD rows) {
            return Optional.of(Input.ofRows(size(rows.rdd())));
        }
        return leaf instanceof LocalRelation ? Optional.of(Input.ofRows(0)) : Optional.empty();
    }

    /** The bytes that computed rows take; the greatest number where they are not kept anywhere. */
    private static long size(RDD<?> rows) {
        int id = rows.id();
        return Arrays.stream(rows.sparkContext().getRDDStorageInfo(kept -> kept.id() == id))
                .mapToLong(kept -> kept.memSize() + kept.diskSize())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The conditions of the filters above a leaf that are over its partition columns alone. */
    private static List<Expression> partitionFilters(LogicalPlan plan, StructType partitionSchema) {
        Set<String> columns = Set.of(partitionSchema.fieldNames());
        return filters(plan).stream()
                .flatMap(OneTaskRule::conjuncts)
                .filter(Expression::deterministic)
                // What a query within it yields is known only once it has run.
                .filter(part -> !SubqueryExpression$.MODULE$.hasSubquery(part))
                .filter(part -> CollectionConverters.asJava(part.references().toSeq()).stream()
                        .allMatch(column -> columns.contains(column.name())))
                .toList();
    }

    private static List<Expression> filters(LogicalPlan plan) {
        List<Expression> filters = new ArrayList<>();
        for (LogicalPlan above = plan; above instanceof Filter || above instanceof Project; ) {
            if (above instanceof Filter filter) {
                filters.add(filter.condition());
            }
            above = above.children().head();
        }
        return filters;
    }

    private static Stream<Expression> conjuncts(Expression condition) {
        return condition instanceof And both
                ? Stream.concat(conjuncts(both.left()), conjuncts(both.right()))
                : Stream.of(condition);
    }

    /** What is below filters and projections, which are read together with it. */
    private static LogicalPlan leaf(LogicalPlan plan) {
        LogicalPlan below = plan;
        while (true) {
            if (below instanceof Filter filter) {
                below = filter.child();
            } else if (below instanceof Project project) {
                below = project.child();
            } else {
                return below;
            }
        }
    }
}
