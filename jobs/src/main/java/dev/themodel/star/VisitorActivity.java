package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Counts the distinct visitors of periods: of all visits, or what a night's visits add to the counts that stand. */
final class VisitorActivity {

    private static final StructType PERIOD_DAY = new StructType()
            .add("period_kind", DataTypes.StringType)
            .add("period_start", DataTypes.DateType)
            .add("date", DataTypes.DateType);

    private final Lake lake;
    private final Settings settings;
    private final StarSession session;
    private final LocalDate asOf;

    VisitorActivity(Lake lake, Settings settings, StarSession session, LocalDate asOf) {
        this.lake = lake;
        this.settings = settings;
        this.session = session;
        this.asOf = asOf;
    }

    /** The counts of all visits. */
    Dataset<Row> all() {
        Row first = visits().selectExpr("MIN(started_date)").first();
        SortedSet<Period> periods = new TreeSet<>();
        if (!first.isNullAt(0)) {
            LocalDate from = first.getDate(0).toLocalDate();
            settings.periods().forEach(kind -> periods.addAll(Period.between(kind, from, asOf, settings.calendar())));
        }
        return counted(counted(visits(), asOf).withColumn(Aggregates.SIGN, lit(1L)), periods);
    }

    /**
     * What is to be added to the counts that stand. A visitor counts once however often it came, so that all its visits
     * in the periods are looked at, before and after.
     *
     * @param change the visits that came and went
     * @param come the visits that were ahead so far, and are not any more
     * @param before the day up to which visits are counted so far
     * @param touched the days, up to as_of, of visits that came, went, or are counted from now on
     */
    Dataset<Row> changes(Difference change, Dataset<Row> come, LocalDate before, Collection<LocalDate> touched) {
        SortedSet<Period> periods = new TreeSet<>();
        for (PeriodKind kind : settings.periods()) {
            touched.forEach(day -> periods.add(Period.of(kind, day, settings.calendar())));
        }
        Dataset<Row> keys = change.came()
                .select(col("visitor_key").as("key"))
                .union(change.went().select("visitor_key"))
                .union(come.select("visitor_key"))
                .distinct()
                .localCheckpoint(true);
        Dataset<Row> inTouchedMonths =
                visits().where(col("started_month").isin(months(periods).toArray()));
        Dataset<Row> now =
                Keys.ofKeys(inTouchedMonths, col("visitor_key"), keys).localCheckpoint(true);
        Dataset<Row> then = now.join(change.came().select("visit_id"), new String[] {"visit_id"}, "left_anti")
                .unionByName(change.went());
        return counted(Aggregates.signed(counted(now, asOf), counted(then, before)), periods);
    }

    private Dataset<Row> visits() {
        return lake.read(StarTable.FACT_VISIT.name());
    }

    private static Dataset<Row> counted(Dataset<Row> visits, LocalDate upTo) {
        Column[] columns = {
            col("visitor_key"),
            col("started_date"),
            col("source"),
            col("channel"),
            col("campaign_id"),
            col("content_id")
        };
        return visits.where(col("started_date").leq(lit(upTo))).select(columns);
    }

    private Dataset<Row> counted(Dataset<Row> signed, Collection<Period> periods) {
        List<Row> days = new ArrayList<>();
        for (Period period : periods) {
            for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusDays(1)) {
                days.add(RowFactory.create(period.kind().code(), Date.valueOf(period.start()), Date.valueOf(day)));
            }
        }
        session.show("counted_visits", signed);
        session.show("period_day", lake.spark().createDataFrame(days, PERIOD_DAY));
        return session.query("visitor_activity/query.sql");
    }

    private static Set<LocalDate> months(Collection<Period> periods) {
        Set<LocalDate> months = new TreeSet<>();
        for (Period period : periods) {
            for (LocalDate month = period.start().withDayOfMonth(1);
                    !month.isAfter(period.end());
                    month = month.plusMonths(1)) {
                months.add(month);
            }
        }
        return months;
    }
}
