package dev.themodel.mart;

import dev.themodel.lake.Lake;
import dev.themodel.model.Period;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Keeps the log of what a mart has said: one row per key and stretch of nights in which it said the same, known_from the
 * first such night, known_to the first night of which it no longer holds.
 *
 * <p>The rows of night D are those that D would log on top of what was logged before D. So a night may be repeated, and
 * nights that are run late on the same as_of are part of it.
 */
final class History {

    private static final String KNOWN_FROM = "known_from";
    private static final String KNOWN_TO = "known_to";
    private static final String DEFINITION = "definition";

    private final Lake lake;
    private final MartDefinition history;
    private final TableName source;
    private final String where;

    History(Lake lake, MartDefinition history) {
        this.lake = lake;
        this.history = history;
        this.source = TableName.parse(history.property("mart.history_of").orElseThrow());
        this.where = history.property("mart.history_where").orElse("TRUE");
    }

    TableName source() {
        return source;
    }

    /**
     * Logs what the mart says now.
     *
     * @param scope the periods in which it may say something else than before
     * @param night as_of
     * @param definition the fingerprint of what made the mart's rows
     * @return the history's new version
     */
    long log(MartScope scope, LocalDate night, String definition) {
        String condition = scope instanceof MartScope.Periods some ? condition(some.periods()) : "TRUE";
        Dataset<Row> said = lake.read(source).where(where).where(condition);
        Dataset<Row> logged = lake.read(history.name()).where(condition);
        Dataset<Row> rows = next(logged, said, night, definition);
        return scope instanceof MartScope.Everything
                ? lake.overwrite(history.name(), rows)
                : lake.replaceWhere(history.name(), condition, rows);
    }

    private String condition(Collection<Period> periods) {
        PeriodColumns columns = history.period().orElseThrow();
        return MartBuild.in(
                columns.start(),
                periods.stream()
                        .filter(period ->
                                columns.onlyKind().map(period.kind()::equals).orElse(true))
                        .map(Period::start)
                        .collect(Collectors.toSet()));
    }

    /** The log after a night, from the log (perhaps with an earlier try of that night in it) and what is said now. */
    Dataset<Row> next(Dataset<Row> logged, Dataset<Row> said, LocalDate night, String definition) {
        Column tonight = functions.lit(night.toString()).cast("date");
        Column before = functions.col(KNOWN_FROM).lt(tonight);
        Column stillKnown =
                functions.col(KNOWN_TO).isNull().or(functions.col(KNOWN_TO).geq(tonight));
        Dataset<Row> loggedBefore = logged.where(before);
        Dataset<Row> ended = loggedBefore.where(functions.not(stillKnown));
        Dataset<Row> open = loggedBefore
                .where(stillKnown)
                .withColumn(KNOWN_TO, functions.lit(null).cast("date"));

        List<String> values = Arrays.stream(history.table().schema().fieldNames())
                .filter(column -> !List.of(KNOWN_FROM, KNOWN_TO, DEFINITION).contains(column))
                .toList();
        Dataset<Row> now = said.selectExpr(values.toArray(String[]::new));
        Column same = values.stream()
                .map(column -> functions.col("logged." + column).eqNullSafe(functions.col("now." + column)))
                .reduce(Column::and)
                .orElseThrow();
        Dataset<Row> saidStill = open.as("logged").join(now.as("now"), same, "left_semi");
        Dataset<Row> saidNoLonger =
                open.as("logged").join(now.as("now"), same, "left_anti").withColumn(KNOWN_TO, tonight);
        Dataset<Row> saidNewly = now.as("now")
                .join(open.as("logged"), same, "left_anti")
                .withColumn(KNOWN_FROM, tonight)
                .withColumn(KNOWN_TO, functions.lit(null).cast("date"))
                .withColumn(DEFINITION, functions.lit(definition));
        return ended.unionByName(saidStill).unionByName(saidNoLonger).unionByName(saidNewly);
    }
}
