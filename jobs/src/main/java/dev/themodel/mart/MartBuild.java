package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.CommonTableExpressions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.NamedTables;
import dev.themodel.lake.TableDefinition;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Computes one mart's rows for a scope by its query and puts them in place of those it had, in a session of its own. */
final class MartBuild {

    private final Lake lake;
    private final SparkSession session;
    private final Settings settings;
    private final WarehouseClock clock;
    private final MartDefinition mart;

    /** @param lake in a session of this build that knows the functions and views of queries, its scope still empty */
    MartBuild(Lake lake, Settings settings, WarehouseClock clock, MartDefinition mart) {
        this.lake = lake;
        this.session = lake.spark();
        this.settings = settings;
        this.clock = clock;
        this.mart = mart;
    }

    /** Replaces the scope's rows; returns the table's new version. */
    long replace(MartScope scope) {
        if (scope instanceof MartScope.Periods some) {
            nameInputs(bounds(some.periods()));
            QueryViews.scope(session, some.periods());
            return lake.replaceWhere(mart.name(), mart.period().orElseThrow().condition(some.periods()), rows());
        }
        nameInputs(Map.of());
        QueryViews.scope(session, everyPeriod());
        return lake.overwrite(mart.name(), rows());
    }

    private Dataset<Row> rows() {
        return CommonTableExpressions.rows(
                session, mart.name() + "'s query.sql", mart.query().orElseThrow());
    }

    /** @param bounds by table, SQL over its columns that holds for the rows to read */
    private void nameInputs(Map<TableName, String> bounds) {
        for (TableName input : mart.inputs()) {
            Dataset<Row> rows = lake.read(input);
            NamedTables.name(session, input, bounds.containsKey(input) ? rows.where(bounds.get(input)) : rows);
        }
    }

    /**
     * The periods that {@code touched.sql} names, or that hold the dates it names; empty where there is no such file.
     *
     * @param dates the touched dates of the mart's inputs
     */
    Optional<SortedSet<Period>> namedByTouchedSql(Collection<LocalDate> dates) {
        return mart.touched().map(text -> {
            for (TableName table : mart.touchedInputs()) {
                NamedTables.name(session, table, lake.read(table));
            }
            QueryViews.touchedDates(session, dates);
            PeriodColumns columns = mart.period().orElseThrow();
            SortedSet<Period> periods = new TreeSet<>();
            for (Row row : session.sql(text).collectAsList()) {
                if (mart.isTouchedByDates()) {
                    LocalDate date = LocalDate.parse(row.getAs("date").toString());
                    columns.kinds(settings).forEach(kind -> periods.add(Period.of(kind, date, settings.calendar())));
                    continue;
                }
                PeriodKind kind = columns.kindColumn()
                        .map(column -> PeriodKind.of(row.<String>getAs(column)))
                        .or(columns::onlyKind)
                        .orElseThrow();
                LocalDate start = LocalDate.parse(row.getAs(columns.start()).toString());
                periods.add(Period.of(kind, start, settings.calendar()));
            }
            return periods;
        });
    }

    /**
     * The periods that come or go because the funnel's first day has moved, as far as touched dates reach it: those
     * between the first period the table has and the one it should have. Empty where the first day is gone altogether.
     */
    Optional<SortedSet<Period>> movedByFirstDate(Collection<LocalDate> touched) {
        SortedSet<Period> periods = new TreeSet<>();
        if (!mart.followsFirstDate() || touched.isEmpty()) {
            return Optional.of(periods);
        }
        if (clock.firstDate().isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = clock.firstDate().get();
        LocalDate least = touched.stream().min(LocalDate::compareTo).orElseThrow();
        if (least.isAfter(first)) {
            return Optional.of(periods);
        }
        PeriodColumns columns = mart.period().orElseThrow();
        for (PeriodKind kind : columns.kinds(settings)) {
            Row had = lake.read(mart.name())
                    .where(columns.kindColumn()
                            .map(column -> column + " = '" + kind.code() + "'")
                            .orElse("TRUE"))
                    .selectExpr("MIN(" + columns.start() + ")")
                    .first();
            LocalDate from =
                    had.isNullAt(0) ? first : LocalDate.parse(had.get(0).toString());
            periods.addAll(Period.between(
                    kind,
                    from.isBefore(first) ? from : first,
                    from.isBefore(first) ? first : from,
                    settings.calendar()));
        }
        return Optional.of(periods);
    }

    private SortedSet<Period> everyPeriod() {
        List<TableDefinition> inputs = mart.inputs().stream()
                .filter(lake::exists)
                .map(lake.definitions()::of)
                .toList();
        List<PeriodKind> kinds =
                mart.period().map(period -> period.kinds(settings)).orElseGet(settings::periods);
        return Horizon.everyPeriod(session, clock, settings, inputs, kinds);
    }

    /** What to read of the inputs that {@code mart.reads} names. */
    private Map<TableName, String> bounds(SortedSet<Period> periods) {
        Map<TableName, String> bounds = new TreeMap<>();
        mart.reads().forEach((input, column) -> {
            boolean byPeriod = lake.definitions().of(input).columns().contains("period_kind");
            bounds.put(input, in(column, byPeriod ? starts(periods) : months(periods)));
        });
        return bounds;
    }

    private SortedSet<LocalDate> starts(SortedSet<Period> periods) {
        return periods.stream().map(Period::start).collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<LocalDate> months(SortedSet<Period> periods) {
        SortedSet<LocalDate> months = new TreeSet<>();
        for (Period period : periods) {
            LocalDate first = period.start().minusMonths(mart.looksBackMonths()).withDayOfMonth(1);
            for (LocalDate month = first;
                    !month.isAfter(period.end());
                    month = month.with(TemporalAdjusters.firstDayOfNextMonth())) {
                months.add(month);
            }
        }
        return months;
    }

    /** SQL that holds where a date column has one of some values. */
    static String in(String column, Collection<LocalDate> dates) {
        return dates.isEmpty()
                ? "FALSE"
                : dates.stream()
                        .map(date -> "DATE'" + date + "'")
                        .collect(Collectors.joining(", ", column + " IN (", ")"));
    }
}
