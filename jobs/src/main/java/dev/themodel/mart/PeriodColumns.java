package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.TableDefinition;
import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.Period;
import dev.themodel.model.PeriodKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns of a mart that name a row's period: TBLPROPERTIES {@code 'mart.period' = '<start column> of <kind>'}, where
 * the kind is a column of the table ({@code period_start of period_kind}) or one kind for all rows
 * ({@code cohort_month of month}).
 *
 * @param start the column of the period's first day
 * @param kindColumn the column of its kind; empty where all rows are of one kind
 * @param onlyKind the kind of all rows; empty where a column says it
 */
record PeriodColumns(String start, Optional<String> kindColumn, Optional<PeriodKind> onlyKind) {

    static PeriodColumns parse(String property, TableDefinition table) {
        String[] words = property.strip().split("\\s+");
        if (words.length != 3 || !words[1].equals("of") || !table.columns().contains(words[0])) {
            throw new InvalidDefinition("mart.period of " + table.name() + " is '" + property
                    + "'; expected '<column> of <column or kind>', such as 'period_start of period_kind' or"
                    + " 'cohort_month of month'");
        }
        if (PeriodKind.codes().contains(words[2])) {
            return new PeriodColumns(words[0], Optional.empty(), Optional.of(PeriodKind.of(words[2])));
        }
        if (!table.columns().contains(words[2])) {
            throw new InvalidDefinition("mart.period of " + table.name() + " names '" + words[2]
                    + "', which is neither a column of it nor one of " + String.join(", ", PeriodKind.codes()));
        }
        return new PeriodColumns(words[0], Optional.of(words[2]), Optional.empty());
    }

    /** The kinds of periods the mart tells of. */
    List<PeriodKind> kinds(Settings settings) {
        return onlyKind.map(List::of).orElseGet(settings::periods);
    }

    /** SQL that holds for the rows of some periods, by their columns alone. */
    String condition(Collection<Period> periods) {
        Map<PeriodKind, List<Period>> byKind =
                new TreeMap<>(new TreeSet<>(periods).stream().collect(Collectors.groupingBy(Period::kind)));
        List<String> parts = new ArrayList<>();
        byKind.forEach((kind, ofKind) -> {
            String starts = ofKind.stream()
                    .map(period -> "DATE'" + period.start() + "'")
                    .collect(Collectors.joining(", ", start + " IN (", ")"));
            parts.add(kindColumn
                    .map(column -> "(" + column + " = '" + kind.code() + "' AND " + starts + ")")
                    .orElse(starts));
        });
        return parts.isEmpty() ? "FALSE" : String.join(" OR ", parts);
    }
}
