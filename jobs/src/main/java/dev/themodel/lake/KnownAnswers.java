package dev.themodel.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Answers how many rows a table has, and the least or greatest value of a column, by what is known of its files. */
final class KnownAnswers {

    private final KnownFiles files;

    private KnownAnswers(KnownFiles files) {
        this.files = files;
    }

    /** @param value as Spark holds it; null where no row has one */
    private record Answer(Object value) {}

    /** The one row of an aggregate over a whole table; empty where its files do not tell. */
    static Optional<LogicalPlan> of(Aggregate aggregate, KnownFiles files) {
        KnownAnswers answers = new KnownAnswers(files);
        List<Object> values = new ArrayList<>();
        for (NamedExpression asked : CollectionConverters.asJava(aggregate.aggregateExpressions())) {
            Optional<Answer> answer = answers.answer(asked);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            values.add(answer.get().value());
        }
        InternalRow row = new GenericInternalRow(values.toArray());
        return Optional.of(new LocalRelation(
                aggregate.output(), CollectionConverters.asScala(List.of(row)).toSeq(), false, Option.empty()));
    }

    /** The number of all rows; empty where a file does not tell. */
    static OptionalLong rows(KnownFiles files) {
        long rows = 0;
        for (KnownFile file : files.files()) {
            OptionalLong count = file.rows();
            if (count.isEmpty()) {
                return OptionalLong.empty();
            }
            rows += count.getAsLong();
        }
        return OptionalLong.of(rows);
    }

    private Optional<Answer> answer(NamedExpression asked) {
        return asked instanceof Alias alias
                        && alias.child() instanceof AggregateExpression aggregate
                        && !aggregate.isDistinct()
                        && aggregate.filter().isEmpty()
                ? answer(aggregate.aggregateFunction())
                : Optional.empty();
    }

    private Optional<Answer> answer(AggregateFunction function) {
        if (function instanceof Min least && least.child() instanceof AttributeReference column) {
            return extreme(column, KnownFile::least, Math::min);
        }
        if (function instanceof Max greatest && greatest.child() instanceof AttributeReference column) {
            return extreme(column, KnownFile::greatest, Math::max);
        }
        if (function instanceof Count count
                && CollectionConverters.asJava(count.children()).stream().allMatch(KnownAnswers::isNeverNull)) {
            OptionalLong rows = rows(files);
            return rows.isPresent() ? Optional.of(new Answer(rows.getAsLong())) : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isNeverNull(Expression expression) {
        return expression instanceof Literal literal && literal.value() != null;
    }

    /** Of a DATE or BIGINT column. */
    private Optional<Answer> extreme(AttributeReference column, Extreme ofFile, LongBinaryOperator better) {
        boolean isDate = column.dataType().equals(DataTypes.DateType);
        if (!isDate && !column.dataType().equals(DataTypes.LongType)) {
            return Optional.empty();
        }
        int place = Arrays.asList(files.partitionSchema().fieldNames()).indexOf(column.name());
        OptionalLong found = OptionalLong.empty();
        for (KnownFile file : files.files()) {
            Optional<OptionalLong> value = place < 0
                    ? ofFile.of(file, column.name(), isDate)
                    : Optional.of(ofPartition(file.partition(), place, isDate));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (value.get().isPresent()) {
                long other = value.get().getAsLong();
                found = OptionalLong.of(found.isEmpty() ? other : better.applyAsLong(found.getAsLong(), other));
            }
        }
        return Optional.of(new Answer(found.isEmpty() ? null : held(found.getAsLong(), isDate)));
    }

    private interface Extreme {
        Optional<OptionalLong> of(KnownFile file, String column, boolean isDate);
    }

    private static Object held(long value, boolean isDate) {
        return isDate ? (Object) Math.toIntExact(value) : (Object) value;
    }

    private static OptionalLong ofPartition(InternalRow values, int place, boolean isDate) {
        if (values.isNullAt(place)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(isDate ? values.getInt(place) : values.getLong(place));
    }
}
