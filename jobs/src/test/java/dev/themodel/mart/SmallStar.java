package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import dev.themodel.star.DerivedStar;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;

/** A star of a few rows that changes from night to night and tells what of it was touched, as the real one does. */
final class SmallStar {

    static final TableName STAGE_ENTRY = TableName.of("star", "stage_entry");
    static final TableName VISITOR_COHORT = TableName.of("star", "visitor_cohort");
    static final TableName VISITOR_ACTIVITY = TableName.of("star", "visitor_activity");
    static final TableName FACT_VISIT = TableName.of("star", "fact_visit");
    static final TableName FACT_RENEWAL = TableName.of("star", "fact_renewal");
    static final TableName FACT_DEAL = TableName.of("star", "fact_deal");
    static final TableName FACT_CONTRACT = TableName.of("star", "fact_contract");
    static final TableName FACT_LEAD = TableName.of("star", "fact_lead");
    static final TableName FACT_OPPORTUNITY = TableName.of("star", "fact_opportunity");
    static final TableName RAW_OPPORTUNITIES = TableName.of("raw", "opportunities");
    static final TableName RAW_LEADS = TableName.of("raw", "leads");
    static final TableName RAW_TARGETS = TableName.of("raw", "targets");
    static final TableName RAW_RENEWALS = TableName.of("raw", "renewals");
    static final TableName DIM_CAMPAIGN = TableName.of("star", "dim_campaign");

    private static final Map<TableName, List<String>> DATES = Map.ofEntries(
            Map.entry(STAGE_ENTRY, List.of("entered_date")),
            Map.entry(FACT_VISIT, List.of("started_date")),
            Map.entry(FACT_LEAD, List.of("entered_date")),
            Map.entry(FACT_OPPORTUNITY, List.of("created_date", "closed_date")),
            Map.entry(FACT_RENEWAL, List.of("due_date")),
            Map.entry(FACT_DEAL, List.of("signed_date")),
            Map.entry(FACT_CONTRACT, List.of("starts_on")),
            Map.entry(RAW_LEADS, List.of()),
            Map.entry(RAW_OPPORTUNITIES, List.of()),
            Map.entry(RAW_RENEWALS, List.of()),
            Map.entry(RAW_TARGETS, List.of()),
            Map.entry(DIM_CAMPAIGN, List.of()));

    private final Map<TableName, Map<String, Map<String, Object>>> tables = new TreeMap<>();
    private final Map<TableName, Set<Map<String, Object>>> written = new TreeMap<>();

    SmallStar() {
        DATES.keySet().forEach(table -> tables.put(table, new LinkedHashMap<>()));
    }

    /** Puts a row in the place of the one with its id; columns and values in turn. */
    void put(TableName table, String id, Object... columnsAndValues) {
        Map<String, Object> row = new TreeMap<>();
        for (int place = 0; place < columnsAndValues.length; place += 2) {
            if (columnsAndValues[place + 1] != null) {
                row.put((String) columnsAndValues[place], columnsAndValues[place + 1]);
            }
        }
        tables.get(table).put(id, row);
    }

    void remove(TableName table, String id) {
        tables.get(table).remove(id);
    }

    /** Takes everything for not written yet: for another warehouse. */
    void forget() {
        written.clear();
    }

    /** Writes every table that has changed; its touched dates are those of the rows that differ, before and after. */
    List<TableWrite> write(Lake lake, Settings settings, LocalDate asOf) {
        List<TableWrite> writes = new ArrayList<>();
        tables.forEach((table, rows) -> {
            Set<Map<String, Object>> now = new HashSet<>(rows.values());
            Set<Map<String, Object>> before = written.getOrDefault(table, Set.of());
            Set<Map<String, Object>> differing = new HashSet<>(now);
            differing.removeAll(before);
            Set<Map<String, Object>> gone = new HashSet<>(before);
            gone.removeAll(now);
            differing.addAll(gone);
            if (differing.isEmpty() && lake.exists(table)) {
                writes.add(write(table, TableWrite.UNCHANGED, Set.of()));
                return;
            }
            StructField[] fields = lake.definitions().of(table).schema().fields();
            List<Row> delta = rows.values().stream()
                    .map(row -> RowFactory.create(Arrays.stream(fields)
                            .map(field -> value(field, row.get(field.name())))
                            .toArray()))
                    .toList();
            lake.overwrite(
                    table,
                    lake.spark()
                            .createDataFrame(delta, lake.definitions().of(table).schema()));
            Set<LocalDate> dates = new TreeSet<>();
            differing.forEach(row -> DATES.get(table).forEach(column -> {
                if (row.get(column) instanceof LocalDate date) {
                    dates.add(date);
                }
            }));
            writes.add(write(table, TableWrite.REPLACED, dates));
            written.put(table, now);
        });
        Dataset<Row> entries = lake.read(STAGE_ENTRY);
        lake.overwrite(VISITOR_COHORT, DerivedStar.visitorCohort(lake, settings, asOf, entries));
        writes.add(likewise(VISITOR_COHORT, STAGE_ENTRY, writes));
        lake.overwrite(VISITOR_ACTIVITY, DerivedStar.visitorActivity(lake, settings, asOf));
        writes.add(likewise(VISITOR_ACTIVITY, FACT_VISIT, writes));
        for (DerivedStar.Derived derived : DerivedStar.TABLES) {
            Dataset<Row> rows = derived.derivation().rows(lake, settings, asOf, lake::read);
            writes.add(written(lake, derived.table(), rows, derived.date()));
        }
        return writes;
    }

    /** Writes a table whose touched dates are those of the rows that differ, before and after. */
    private static TableWrite written(Lake lake, TableName table, Dataset<Row> rows, String date) {
        Set<LocalDate> dates = new TreeSet<>();
        Dataset<Row> before = lake.read(table);
        rows.exceptAll(before).union(before.exceptAll(rows)).select(date).distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .forEach(dates::add);
        lake.overwrite(table, rows);
        return write(table, dates.isEmpty() ? TableWrite.UNCHANGED : TableWrite.REPLACED, dates);
    }

    /** An aggregate is touched where the table is that it counts. */
    private static TableWrite likewise(TableName aggregate, TableName counted, List<TableWrite> writes) {
        TableWrite write = writes.stream()
                .filter(one -> one.table().equals(counted))
                .findFirst()
                .orElseThrow();
        return write(aggregate, write.mode(), write.touchedDates());
    }

    private static TableWrite write(TableName table, String mode, Set<LocalDate> dates) {
        return new TableWrite(table, mode, 0, 0, 0, 0, "star", dates);
    }

    private static Object value(StructField field, Object value) {
        if (value instanceof LocalDate date) {
            return field.dataType().equals(DataTypes.TimestampType)
                    ? Timestamp.from(Instant.from(date.atStartOfDay(ZoneOffset.UTC)))
                    : Date.valueOf(date);
        }
        if (value instanceof List<?> list) {
            return list.toArray(String[]::new);
        }
        return value instanceof Integer number && !field.dataType().equals(DataTypes.IntegerType)
                ? (field.dataType().equals(DataTypes.LongType)
                        ? (Object) number.longValue()
                        : Decimal.apply(number).toJavaBigDecimal())
                : value;
    }
}
