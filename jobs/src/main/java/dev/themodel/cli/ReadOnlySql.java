package dev.themodel.cli;

import dev.themodel.lake.SqlText;
import dev.themodel.mart.QueryViews;
import dev.themodel.model.TableName;
import dev.themodel.night.WrongUsage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What an analyst may ask: queries over the warehouse's tables and {@link QueryViews}, DESCRIBE and EXPLAIN. Judged by
 * the parsed statement before anything of it runs; whatever is not known to be harmless is refused.
 *
 * @param tables the tables it reads
 */
record ReadOnlySql(Set<TableName> tables) {

    /** Functions that run code of the machine. */
    private static final Set<String> REFUSED_FUNCTIONS = Set.of("java_method", "reflect", "try_reflect");

    /** Functions that make rows of their arguments; others read files, logs or streams. */
    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "inline",
            "inline_outer",
            "json_tuple",
            "stack",
            "variant_explode",
            "variant_explode_outer",
            "sql_keywords",
            "collations");

    /** Operators that do more than read; Spark and Delta name them by what they do. */
    private static final Pattern REFUSED_OPERATORS = Pattern.compile(
            "Execute|Compound|SingleStatement|Script|Call|Insert|Overwrite|Append|Replace|Delete|Update|Merge|Create|Drop"
                    + "|Alter|Truncate|Cache|Analyze|Load|Refresh|Vacuum|Optimize|Set[A-Z]|Reset|Use[A-Z]|Write|Stream"
                    + "|Declare|Restore|Clone|Show|Identifier|TransformationExec");

    /** Expressions that run code of the machine or put a name together while running. */
    private static final Set<String> REFUSED_EXPRESSIONS =
            Set.of("ExpressionWithUnresolvedIdentifier", "CallMethodViaReflection", "TryReflect");

    /**
     * Judges a statement.
     *
     * @param known the tables there are
     * @throws WrongUsage saying what is refused, or which known name is nearest to an unknown one
     */
    static ReadOnlySql of(String statement, Collection<TableName> known) {
        LogicalPlan plan;
        try {
            plan = SqlText.parse("The query", statement);
        } catch (SqlText.InvalidSql e) {
            throw new WrongUsage(e.getMessage(), e);
        }
        return new ReadOnlySql(tables(query(plan), known));
    }

    /** What a DESCRIBE or EXPLAIN is about; the plan itself where it is a query. */
    private static LogicalPlan query(LogicalPlan plan) {
        if (plan instanceof ExplainCommand explain) {
            return explain.logicalPlan();
        }
        if (plan instanceof DescribeQueryCommand describe) {
            return describe.plan();
        }
        if (plan instanceof DescribeRelation describe) {
            return describe.relation();
        }
        if (plan instanceof DescribeColumn describe) {
            return describe.relation();
        }
        return plan;
    }

    private static Set<TableName> tables(LogicalPlan plan, Collection<TableName> known) {
        List<TreeNode<?>> nodes = SqlText.nodes(plan);
        Set<String> views = new HashSet<>(QueryViews.NAMES);
        for (TreeNode<?> node : nodes) {
            if (node instanceof UnresolvedWith with) {
                CollectionConverters.asJava(with.cteRelations()).forEach(relation -> views.add(lower(relation._1())));
            }
        }
        Set<TableName> tables = new TreeSet<>();
        for (TreeNode<?> node : nodes) {
            refuse(node);
            List<String> name = List.of();
            if (node instanceof UnresolvedRelation relation) {
                name = CollectionConverters.asJava(relation.multipartIdentifier());
            } else if (node instanceof UnresolvedTableOrView relation) {
                name = CollectionConverters.asJava(relation.multipartIdentifier());
            }
            boolean isView = name.size() == 1 && views.contains(lower(name.get(0)));
            if (!name.isEmpty() && !isView) {
                tables.add(Names.table(name, known));
            }
        }
        return tables;
    }

    private static void refuse(TreeNode<?> node) {
        String kind = node.getClass().getSimpleName();
        boolean isRefused = node instanceof LogicalPlan
                ? REFUSED_OPERATORS.matcher(kind).find()
                : REFUSED_EXPRESSIONS.contains(kind);
        if (node instanceof Command || node instanceof ParsedStatement || isRefused) {
            throw new WrongUsage("`sql` only reads: " + words(kind)
                    + " is refused. Allowed are queries (SELECT, WITH, VALUES), SHOW TABLES, DESCRIBE and EXPLAIN");
        }
        if (node instanceof RelationTimeTravel) {
            throw new WrongUsage("`sql` reads the published state only: leave out VERSION AS OF and TIMESTAMP AS OF");
        }
        if (node instanceof UnresolvedRelation relation && relation.isStreaming()) {
            throw new WrongUsage("`sql` reads tables, not streams: leave out STREAM");
        }
        if (node instanceof UnresolvedFunction function) {
            String name = lower(last(CollectionConverters.asJava(function.nameParts())));
            if (REFUSED_FUNCTIONS.contains(name)) {
                throw new WrongUsage("`sql` only reads tables: the function " + name + " runs code and is refused");
            }
        }
        if (node instanceof UnresolvedTableValuedFunction function) {
            String name = lower(last(CollectionConverters.asJava(function.name())));
            if (!TABLE_FUNCTIONS.contains(name)) {
                throw new WrongUsage("`sql` only reads tables: the table function " + name + " is refused");
            }
        }
    }

    private static String words(String kind) {
        String plain = kind.replaceAll("(Statement|Command|Exec)$", "");
        return plain.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }

    private static String last(List<String> parts) {
        return parts.get(parts.size() - 1);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
