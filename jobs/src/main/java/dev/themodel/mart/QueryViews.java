package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.config.StageSettings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.SqlFunctions;
import dev.themodel.lake.SqlText;
import dev.themodel.lake.TableDefinition;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/**
 * The small temporary views that every query may use, beside the functions of {@code sql/functions.sql}:
 *
 * <ul>
 *   <li>{@code clock (as_of, first_date)}, one row: the {@link WarehouseClock}
 *   <li>{@code scope (period_kind, period_start, period_end)}: the periods to compute; a query joins it
 *   <li>{@code scope_day (period_kind, period_start, period_end, date)}: the same by each of their days, for joins by date
 *   <li>{@code stages (stage, stage_number, producing_department, consuming_department)}: the six stages in order, from 1
 *   <li>{@code windows (stage, window_days)}: the days a unit has to go on; none for renewal
 *   <li>{@code settings (grace_days, lookback_days, rejected_share, plan_deal_value, fiscal_year_start_month)}, one row:
 *       as configured; plan_deal_value is NULL where it is to be observed
 *   <li>{@code plan_rates (stage, rate)}: the rates the plan assumes; none of a stage whose rate is to be observed
 *   <li>{@code handoffs (edge, answer_hours, required)}: what a hand-over should bring (columns of the raw table), and
 *       within how many business hours it is to be answered
 * </ul>
 */
public final class QueryViews {

    static final String CLOCK = "clock";
    static final String SCOPE = "scope";
    static final String SCOPE_DAY = "scope_day";
    static final String TOUCHED_DATE = "touched_date";
    static final String STAGES = "stages";
    static final String WINDOWS = "windows";
    static final String SETTINGS = "settings";
    static final String PLAN_RATES = "plan_rates";
    static final String HANDOFFS = "handoffs";
    static final DecimalType FACTOR = DataTypes.createDecimalType(38, 18);

    /** The views that any query may name, {@link #TOUCHED_DATE} apart. */
    public static final Set<String> NAMES =
            Set.of(CLOCK, SCOPE, SCOPE_DAY, STAGES, WINDOWS, SETTINGS, PLAN_RATES, HANDOFFS);

    private static final Set<String> OF_TIME = Set.of(CLOCK, SCOPE, SCOPE_DAY);

    private QueryViews() {}

    /** Makes the views and functions known to one session, in place of those it had. */
    public static void register(
            SparkSession session,
            Definitions definitions,
            Settings settings,
            WarehouseClock clock,
            Collection<Period> scope) {
        functions(session, definitions, settings);
        settingsAndClock(session, settings, clock);
        scope(session, scope);
    }

    /** Makes the functions alone known to one session. */
    public static void functions(SparkSession session, Definitions definitions, Settings settings) {
        SqlFunctions.register(session, definitions, settings);
        JavaFunctions.register(session, settings);
    }

    private static void settingsAndClock(SparkSession session, Settings settings, WarehouseClock clock) {
        view(
                session,
                CLOCK,
                new StructType().add("as_of", DataTypes.DateType).add("first_date", DataTypes.DateType),
                List.of(RowFactory.create(clock.asOf(), clock.firstDate().orElse(null))));
        view(
                session,
                STAGES,
                new StructType()
                        .add("stage", DataTypes.StringType)
                        .add("stage_number", DataTypes.IntegerType)
                        .add("producing_department", DataTypes.StringType)
                        .add("consuming_department", DataTypes.StringType),
                stages(settings));
        view(
                session,
                WINDOWS,
                new StructType().add("stage", DataTypes.StringType).add("window_days", DataTypes.LongType),
                rows(settings.windows(), Integer::longValue));
        view(
                session,
                SETTINGS,
                new StructType()
                        .add("grace_days", DataTypes.IntegerType)
                        .add("lookback_days", DataTypes.IntegerType)
                        .add("rejected_share", DataTypes.DoubleType)
                        .add("plan_deal_value", FACTOR)
                        .add("fiscal_year_start_month", DataTypes.IntegerType),
                List.of(RowFactory.create(
                        settings.recurringGraceDays(),
                        settings.attributionLookbackDays(),
                        settings.rejectedShareLimit().doubleValue(),
                        settings.plan().dealValue().orElse(null),
                        settings.calendar().fiscalYearStartMonth())));
        view(
                session,
                PLAN_RATES,
                new StructType().add("stage", DataTypes.StringType).add("rate", FACTOR),
                rows(settings.plan().rates(), rate -> rate));
        view(
                session,
                HANDOFFS,
                new StructType()
                        .add("edge", DataTypes.StringType)
                        .add("answer_hours", DataTypes.DoubleType)
                        .add("required", DataTypes.createArrayType(DataTypes.StringType)),
                handoffs(settings));
    }

    /** Whether a query names one of the views. */
    public static boolean areNamedIn(String query) {
        return namesAny(query, NAMES);
    }

    /** The tables whose views an analyst's query needs beside those it names: the views of time are worked out from them. */
    public static Set<TableName> tablesBehind(String query) {
        return namesAny(query, OF_TIME) ? Set.copyOf(Horizon.INPUTS) : Set.of();
    }

    /**
     * Makes what an analyst's query names known to a session, with a scope of everything: a mart's query runs as it
     * stands. The views of the tables it names, and of {@link #tablesBehind}, have to be there.
     */
    public static void registerFor(
            String query, SparkSession session, Definitions definitions, Settings settings, LocalDate asOf) {
        if (!namesAny(query, OF_TIME)) {
            register(session, definitions, settings, new WarehouseClock(asOf, Optional.empty()), List.of());
            return;
        }
        WarehouseClock clock = new WarehouseClock(asOf, Horizon.firstDate(session, asOf));
        Set<PeriodKind> kinds = new TreeSet<>(settings.periods());
        kinds.add(PeriodKind.MONTH);
        List<TableDefinition> tables = SqlText.tables(SqlText.parse("The query", query)).stream()
                .map(definitions::of)
                .toList();
        register(session, definitions, settings, clock, Horizon.everyPeriod(session, clock, settings, tables, kinds));
    }

    private static boolean namesAny(String query, Set<String> words) {
        return words.stream()
                .anyMatch(word -> Pattern.compile("\\b" + word + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(query)
                        .find());
    }

    /** Replaces the views of the periods to compute. */
    static void scope(SparkSession session, Collection<Period> scope) {
        StructType columns = new StructType()
                .add("period_kind", DataTypes.StringType)
                .add("period_start", DataTypes.DateType)
                .add("period_end", DataTypes.DateType);
        List<Row> periods = new ArrayList<>();
        List<Row> days = new ArrayList<>();
        for (Period period : scope) {
            periods.add(RowFactory.create(period.kind().code(), period.start(), period.end()));
            for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusDays(1)) {
                days.add(RowFactory.create(period.kind().code(), period.start(), period.end(), day));
            }
        }
        view(session, SCOPE, columns, periods);
        view(session, SCOPE_DAY, columns.add("date", DataTypes.DateType), days);
    }

    /** Replaces the view {@code touched_date (date)}, which only {@code touched.sql} may use. */
    static void touchedDates(SparkSession session, Collection<LocalDate> dates) {
        view(
                session,
                TOUCHED_DATE,
                new StructType().add("date", DataTypes.DateType),
                dates.stream().map(date -> (Row) RowFactory.create(date)).toList());
    }

    private static List<Row> stages(Settings settings) {
        List<Row> rows = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            StageSettings named = settings.stages().get(stage);
            rows.add(RowFactory.create(
                    stage.code(),
                    stage.ordinal() + 1,
                    named.producing().code(),
                    named.consuming().code()));
        }
        return rows;
    }

    private static List<Row> handoffs(Settings settings) {
        List<Row> rows = new ArrayList<>();
        settings.handoff()
                .forEach((edge, handoff) -> rows.add(RowFactory.create(
                        edge.code(),
                        handoff.answerHours().doubleValue(),
                        handoff.required().toArray(String[]::new))));
        return rows;
    }

    private static <T> List<Row> rows(Map<Stage, T> values, Function<T, Object> shown) {
        List<Row> rows = new ArrayList<>();
        values.forEach((stage, value) -> rows.add(RowFactory.create(stage.code(), shown.apply(value))));
        return rows;
    }

    private static void view(SparkSession session, String name, StructType columns, List<Row> rows) {
        session.createDataFrame(rows, columns).createOrReplaceTempView(name);
    }
}
