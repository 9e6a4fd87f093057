package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.SqlText;
import dev.themodel.lake.TableDefinition;
import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A mart as its folder says: {@code table.sql} with its TBLPROPERTIES, {@code query.sql}, and optionally
 * {@code touched.sql}. The properties, all optional but the first:
 *
 * <ul>
 *   <li>{@code mart.key}: the columns that tell rows apart
 *   <li>{@code mart.period}: see {@link PeriodColumns}; a night replaces the touched periods, without it all rows
 *   <li>{@code mart.reads}: {@code <table> by <column>, ...}: of these inputs only the rows of the touched periods' months
 *       (or, of a mart by its period, of the touched periods) are read; other inputs are read whole
 *   <li>{@code mart.looks_back}: {@code <n> months}: a period's rows follow from that many months before it, too
 *   <li>{@code mart.matures_after}: {@code windows}, or {@code <n> days}: a period changes once more when that has gone by
 *   <li>{@code mart.ages_with}: {@code month}: all periods change when a month begins or ends
 *   <li>{@code mart.history_of}, {@code mart.history_where}: the table logs these rows of another mart and has no query
 * </ul>
 *
 * @param table the table's definition
 * @param query the text of query.sql; empty for a history
 * @param touched the text of touched.sql, a SELECT of further periods to compute where an input without dates has changed;
 *     or, where it names the view {@code touched_date (date)}, of days whose periods to compute whenever an input has
 *     changed or days have gone by
 * @param inputs the tables the query names
 */
record MartDefinition(TableDefinition table, Optional<String> query, Optional<String> touched, Set<TableName> inputs) {

    static final String LAYER = "mart";

    MartDefinition {
        inputs = Set.copyOf(inputs);
        if (query.isEmpty() && !table.properties().containsKey("mart.history_of")) {
            throw new InvalidDefinition(table.name() + " has neither a query.sql nor a property mart.history_of");
        }
        for (String column : listed(table.properties().getOrDefault("mart.key", ""))) {
            if (!table.columns().contains(column)) {
                throw new InvalidDefinition("mart.key of " + table.name() + " names '" + column + "', no column of it");
            }
        }
        if (listed(table.properties().getOrDefault("mart.key", "")).isEmpty()) {
            throw new InvalidDefinition(table.name() + " does not say its key: add TBLPROPERTIES ('mart.key' = '...')");
        }
    }

    static MartDefinition read(Definitions definitions, TableName name) {
        TableDefinition table = definitions.of(name);
        String folder = LAYER + "/" + name.table() + "/";
        Optional<String> query = definitions.text(folder + "query.sql");
        Set<TableName> inputs = new TreeSet<>();
        query.ifPresent(text -> inputs.addAll(SqlText.tables(SqlText.parse("sql/" + folder + "query.sql", text))));
        Optional.ofNullable(table.properties().get("mart.history_of"))
                .map(TableName::parse)
                .ifPresent(inputs::add);
        if (inputs.contains(name)) {
            throw new InvalidDefinition("sql/" + folder + "query.sql reads the table it makes");
        }
        return new MartDefinition(table, query, definitions.text(folder + "touched.sql"), inputs);
    }

    /** The tables that {@code touched.sql} names. */
    Set<TableName> touchedInputs() {
        return touched.map(text -> SqlText.tables(SqlText.parse("touched.sql of " + name(), text)))
                .orElse(Set.of());
    }

    TableName name() {
        return table.name();
    }

    List<String> key() {
        return listed(table.properties().get("mart.key"));
    }

    Optional<PeriodColumns> period() {
        return property("mart.period").map(text -> PeriodColumns.parse(text, table));
    }

    /** Whether {@code touched.sql} follows from the dates of what was touched, to days of the mart's own. */
    boolean isTouchedByDates() {
        return touched.filter(text -> text.contains(QueryViews.TOUCHED_DATE)).isPresent();
    }

    /** Whether it has rows from the funnel's first day on, which {@link Horizon} finds, whatever its own inputs say. */
    boolean followsFirstDate() {
        return query.filter(text -> text.contains("first_date")).isPresent();
    }

    boolean isHistory() {
        return table.properties().containsKey("mart.history_of");
    }

    /** By input, the column that bounds what a night reads of it. */
    Map<TableName, String> reads() {
        Map<TableName, String> reads = new TreeMap<>();
        for (String read : listed(table.properties().getOrDefault("mart.reads", ""))) {
            String[] words = read.split("\\s+");
            if (words.length != 3 || !words[1].equals("by")) {
                throw new InvalidDefinition("mart.reads of " + name() + " says '" + read
                        + "'; expected '<table> by <column>', such as 'star.stage_entry by entered_month'");
            }
            reads.put(TableName.parse(words[0]), words[2]);
        }
        return reads;
    }

    int looksBackMonths() {
        return property("mart.looks_back")
                .map(text -> number(text, "months", "mart.looks_back"))
                .orElse(0);
    }

    /** Days after a period's end on which its rows change once more. */
    Set<Integer> maturesAfter(Settings settings) {
        Set<Integer> days = new TreeSet<>();
        for (String text : listed(table.properties().getOrDefault("mart.matures_after", ""))) {
            if (text.equals("windows")) {
                days.addAll(settings.windows().values());
            } else {
                days.add(number(text, "days", "mart.matures_after"));
            }
        }
        return days;
    }

    boolean agesWithMonths() {
        Optional<String> kind = property("mart.ages_with");
        kind.filter(text -> !text.equals(PeriodKind.MONTH.code())).ifPresent(text -> {
            throw new InvalidDefinition("mart.ages_with of " + name() + " is '" + text + "'; expected 'month'");
        });
        return kind.isPresent();
    }

    Optional<String> property(String key) {
        return Optional.ofNullable(table.properties().get(key));
    }

    private int number(String text, String unit, String property) {
        String[] words = text.split("\\s+");
        if (words.length != 2 || !words[0].matches("\\d{1,4}") || !words[1].equals(unit)) {
            throw new InvalidDefinition(
                    property + " of " + name() + " is '" + text + "'; expected '<number> " + unit + "'");
        }
        return Integer.parseInt(words[0]);
    }

    private static List<String> listed(String text) {
        List<String> parts = new ArrayList<>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        return parts;
    }
}
