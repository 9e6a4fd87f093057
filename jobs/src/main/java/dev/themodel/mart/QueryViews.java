package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.SqlFunctions;
import dev.themodel.model.Period;
import dev.themodel.model.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The small temporary views, and the functions of {@code sql/functions.sql}, that every query may use:
 *
 * <ul>
 *   <li>{@code clock (as_of, first_date)}, one row: the {@link WarehouseClock}
 *   <li>{@code scope (period_kind, period_start, period_end)}: the periods to compute; a query joins it
 *   <li>{@code scope_day (period_kind, period_start, period_end, date)}: the same by each of their days, for joins by date
 *   <li>{@code stages (stage, stage_number)}: the six stages in order, from 1
 *   <li>{@code windows (stage, window_days)}: the days a unit has to go on; none for renewal
 *   <li>{@code settings (time_zone, base_currency, grace_days, lookback_days)}, one row: as configured
 * </ul>
 */
public final class QueryViews {

    static final String CLOCK = "clock";
    static final String SCOPE = "scope";
    static final String SCOPE_DAY = "scope_day";
    static final String STAGES = "stages";
    static final String WINDOWS = "windows";
    static final String SETTINGS = "settings";

    private QueryViews() {}

    /** Makes the views and functions known to one session, in place of those it had. */
    public static void register(
            SparkSession session,
            Definitions definitions,
            Settings settings,
            WarehouseClock clock,
            Collection<Period> scope) {
        SqlFunctions.register(session, definitions, settings);
        view(
                session,
                CLOCK,
                new StructType().add("as_of", DataTypes.DateType).add("first_date", DataTypes.DateType),
                List.of(RowFactory.create(clock.asOf(), clock.firstDate().orElse(null))));
        scope(session, scope);
        view(
                session,
                STAGES,
                new StructType().add("stage", DataTypes.StringType).add("stage_number", DataTypes.IntegerType),
                stages());
        view(
                session,
                WINDOWS,
                new StructType().add("stage", DataTypes.StringType).add("window_days", DataTypes.LongType),
                windows(settings));
        view(
                session,
                SETTINGS,
                new StructType()
                        .add("time_zone", DataTypes.StringType)
                        .add("base_currency", DataTypes.StringType)
                        .add("grace_days", DataTypes.IntegerType)
                        .add("lookback_days", DataTypes.IntegerType),
                List.of(RowFactory.create(
                        settings.timeZone().getId(),
                        settings.baseCurrency(),
                        settings.recurringGraceDays(),
                        settings.attributionLookbackDays())));
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

    private static List<Row> stages() {
        List<Row> rows = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            rows.add(RowFactory.create(stage.code(), stage.ordinal() + 1));
        }
        return rows;
    }

    private static List<Row> windows(Settings settings) {
        List<Row> rows = new ArrayList<>();
        settings.windows().forEach((stage, days) -> rows.add(RowFactory.create(stage.code(), days.longValue())));
        return rows;
    }

    private static void view(SparkSession session, String name, StructType columns, List<Row> rows) {
        session.createDataFrame(rows, columns).createOrReplaceTempView(name);
    }
}
