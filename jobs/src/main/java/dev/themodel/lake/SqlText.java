package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.SparkSqlParser;
import scala.jdk.javaapi.CollectionConverters;

/** Reads SQL text by Spark's own parser, without a session: what it names, before anything is resolved. */
public final class SqlText {

    private SqlText() {}

    /**
     * The parsed, unresolved plan.
     *
     * @param source names the text in the message of a fault
     * @throws InvalidSql where the text does not parse, with line and position
     */
    public static LogicalPlan parse(String source, String text) {
        return parsed(source, () -> new SparkSqlParser().parsePlan(text.strip().replaceFirst(";\\s*$", "")));
    }

    /** The parsed, unresolved expression; likewise. */
    public static Expression expression(String text) {
        return parsed("'" + text + "'", () -> new SparkSqlParser().parseExpression(text));
    }

    private static <T> T parsed(String source, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (Exception e) {
            if (e instanceof ParseException) {
                throw new InvalidSql(source + " does not parse: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** The tables of the warehouse a plan names, those in sub-queries and WITH clauses included. */
    public static Set<TableName> tables(LogicalPlan plan) {
        Set<TableName> names = new TreeSet<>();
        for (TreeNode<?> node : nodes(plan)) {
            if (node instanceof UnresolvedRelation relation) {
                List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
                if (parts.size() == 2 && TableName.LAYERS.contains(lower(parts.get(0)))) {
                    names.add(TableName.of(lower(parts.get(0)), lower(parts.get(1))));
                }
            }
        }
        return names;
    }

    /** The names without a layer that a plan reads: temporary views, and its own WITH clauses. */
    public static Set<String> views(LogicalPlan plan) {
        return new TreeSet<>(mentionedViews(plan));
    }

    /** How often a plan names a view or a part of its WITH clause, in lower case. */
    static long mentions(LogicalPlan plan, String view) {
        return mentionedViews(plan).stream().filter(view::equals).count();
    }

    private static List<String> mentionedViews(LogicalPlan plan) {
        List<String> names = new ArrayList<>();
        for (TreeNode<?> node : nodes(plan)) {
            if (node instanceof UnresolvedRelation relation) {
                List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
                if (parts.size() == 1) {
                    names.add(lower(parts.get(0)));
                }
            }
        }
        return names;
    }

    /** Every node of a plan: operators and expressions, down into sub-queries and WITH clauses. */
    public static List<TreeNode<?>> nodes(LogicalPlan plan) {
        List<TreeNode<?>> all = new ArrayList<>();
        Deque<TreeNode<?>> open = new ArrayDeque<>();
        open.add(plan);
        while (!open.isEmpty()) {
            TreeNode<?> node = open.poll();
            all.add(node);
            addAll(open, CollectionConverters.asJava(node.children()));
            addAll(open, CollectionConverters.asJava(node.innerChildren()));
            if (node instanceof QueryPlan<?> query) {
                addAll(open, CollectionConverters.asJava(query.expressions()));
            }
            if (node instanceof org.apache.spark.sql.catalyst.expressions.PlanExpression<?> nested) {
                open.add((TreeNode<?>) nested.plan());
            }
        }
        return all;
    }

    private static void addAll(Deque<TreeNode<?>> open, Iterable<?> nodes) {
        for (Object node : nodes) {
            if (node instanceof LogicalPlan || node instanceof Expression) {
                open.add((TreeNode<?>) node);
            }
        }
    }

    /** A name as plans are asked for it: SQL's names have no case. */
    static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /** SQL text that Spark's parser refuses. */
    public static final class InvalidSql extends RuntimeException {
        public InvalidSql(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
