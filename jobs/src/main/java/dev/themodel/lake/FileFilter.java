package dev.themodel.lake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/** Tells by what a file has counted of its columns whether it may have rows for a filter. */
final class FileFilter {

    private FileFilter() {}

    /** Only what tells new rows from old ones, and days, is looked at: true of any other filter. */
    static boolean mayHold(Expression filter, KnownFile file) {
        if (filter instanceof In in && in.value() instanceof AttributeReference column) {
            return literals(CollectionConverters.asJava(in.list()))
                    .map(days -> mayHoldOneOf(days, column, file))
                    .orElse(true);
        }
        if (filter instanceof InSet in && in.child() instanceof AttributeReference column) {
            return mayHoldOneOf(CollectionConverters.asJava(in.hset()), column, file);
        }
        if (filter instanceof BinaryComparison comparison
                && comparison.left() instanceof AttributeReference column
                && comparison.right() instanceof Literal literal
                && literal.value() instanceof Number bound) {
            return comparison instanceof EqualTo
                    ? mayHoldOneOf(List.of(bound), column, file)
                    : mayHold(comparison, column, bound.longValue(), file);
        }
        return true;
    }

    private static Optional<List<Object>> literals(List<Expression> expressions) {
        return expressions.stream().allMatch(Literal.class::isInstance)
                ? Optional.of(expressions.stream()
                        .map(literal -> ((Literal) literal).value())
                        .toList())
                : Optional.empty();
    }

    private static boolean mayHold(BinaryComparison comparison, AttributeReference column, long bound, KnownFile file) {
        if (comparison instanceof GreaterThan || comparison instanceof GreaterThanOrEqual) {
            OptionalLong most = column.dataType().equals(DataTypes.TimestampType)
                    ? file.latest(column.name())
                    : file.greatest(column.name(), isDate(column)).orElse(OptionalLong.empty());
            return most.isEmpty() || most.getAsLong() >= bound;
        }
        if (isDate(column) && (comparison instanceof LessThan || comparison instanceof LessThanOrEqual)) {
            OptionalLong least = file.least(column.name(), true).orElse(OptionalLong.empty());
            return least.isEmpty() || least.getAsLong() <= bound;
        }
        return true;
    }

    private static boolean mayHoldOneOf(Collection<?> values, AttributeReference column, KnownFile file) {
        if (!isDate(column)) {
            return true;
        }
        OptionalLong least = file.least(column.name(), true).orElse(OptionalLong.empty());
        OptionalLong most = file.greatest(column.name(), true).orElse(OptionalLong.empty());
        return least.isEmpty()
                || most.isEmpty()
                || values.stream()
                        .anyMatch(value -> value instanceof Number day
                                && day.longValue() >= least.getAsLong()
                                && day.longValue() <= most.getAsLong());
    }

    private static boolean isDate(AttributeReference column) {
        return column.dataType().equals(DataTypes.DateType);
    }
}
