package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.TableDefinition;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Finds the first day the funnel knows of. The least date of a whole table is answered from Delta's statistics. */
final class Horizon {

    /** The tables whose dates say when the funnel began. */
    static final List<TableName> INPUTS = List.of(
            TableName.of("star", "fact_renewal"),
            TableName.of("star", "fact_visit"),
            TableName.of("star", "stage_entry"));

    private Horizon() {}

    /**
     * The first entry into a stage, visit, or first renewal due. Needs the views of star.stage_entry, star.fact_visit and
     * star.fact_renewal.
     */
    static Optional<LocalDate> firstDate(SparkSession session, LocalDate asOf) {
        Optional<LocalDate> firstEvent = Stream.of(
                        day(session, "SELECT MIN(entered_date) FROM star.stage_entry"),
                        // the least of all, which no row has to be read for; where it lies ahead, no visit has come yet
                        day(session, "SELECT MIN(started_date) FROM star.fact_visit")
                                .filter(day -> !day.isAfter(asOf)))
                .flatMap(Optional::stream)
                .min(LocalDate::compareTo);
        // only renewals due before everything else can matter, so that few partitions are read, most often none
        String before = firstEvent.orElse(asOf).toString();
        Optional<LocalDate> firstDue = day(
                session,
                "SELECT MIN(due_date) FROM star.fact_renewal WHERE is_first_of_new" + " AND due_month <= DATE'" + before
                        + "' AND due_date <= DATE'" + asOf + "'");
        return Stream.of(firstEvent, firstDue).flatMap(Optional::stream).min(LocalDate::compareTo);
    }

    /** Every period of some kinds in which inputs can have rows, up to as_of. */
    static SortedSet<Period> everyPeriod(
            SparkSession session,
            WarehouseClock clock,
            Settings settings,
            Collection<TableDefinition> inputs,
            Collection<PeriodKind> kinds) {
        LocalDate from = Stream.of(begin(session, inputs), clock.firstDate())
                .flatMap(Optional::stream)
                .min(LocalDate::compareTo)
                .orElse(clock.asOf());
        SortedSet<Period> periods = new TreeSet<>();
        kinds.forEach(kind -> periods.addAll(Period.between(kind, from, clock.asOf(), settings.calendar())));
        return periods;
    }

    /** The least date among the partitions of some inputs: nothing they hold lies in a month before. */
    static Optional<LocalDate> begin(SparkSession session, Collection<TableDefinition> inputs) {
        List<LocalDate> begins = new ArrayList<>();
        for (TableDefinition input : inputs) {
            for (String column : input.partitionedBy()) {
                if (input.schema().apply(column).dataType().equals(DataTypes.DateType)) {
                    day(session, "SELECT MIN(" + column + ") FROM " + input.name())
                            .ifPresent(begins::add);
                }
            }
        }
        return begins.stream().min(LocalDate::compareTo);
    }

    private static Optional<LocalDate> day(SparkSession session, String query) {
        Row row = session.sql(query).first();
        // a java.sql.Date or a LocalDate, by the session's settings; both print as yyyy-mm-dd
        return Optional.ofNullable(row.get(0)).map(day -> LocalDate.parse(day.toString()));
    }
}
