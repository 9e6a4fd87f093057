package dev.themodel.mart;

import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SELECT of rows that should not be. In {@code checks.sql} each is preceded by a line
 *
 * <pre>-- check unique_unit (blocking, by entered_month): what is wrong and what to do</pre>
 *
 * which further comment lines may continue. Where the SELECT has a column {@code offenders} its sum is their number, else
 * its rows are counted.
 *
 * @param name lower-case letters, digits and underscores
 * @param table the table whose folder it lies in
 * @param isBlocking whether nothing is published while it fails; else it is a warning
 * @param by a night reads of the table only the rows whose value in this column it touched: the day of its rows, a column
 *     of months or period starts, {@code night} or {@code ingest_id}; or, by {@code file}, those in the files it wrote,
 *     for what a row says by itself; empty where it reads all
 * @param occasion when it is run
 * @param message what is wrong and what to do
 * @param select the SELECT
 */
record Check(
        String name,
        TableName table,
        boolean isBlocking,
        Optional<String> by,
        Occasion occasion,
        String message,
        String select) {

    /** When a check is run. */
    enum Occasion {
        ALWAYS,
        /** Too dear for a night: by the command that checks everything. */
        EVERYTHING_ONLY,
        /** Of the night alone: what is past is past. */
        NIGHTS_ONLY
    }

    private static final Pattern HEADER = Pattern.compile(
            "^-- check ([a-z][a-z0-9_]*) \\((blocking|warning)((?:, [^,()]+)*)\\): (.+(?:\\R-- (?!check ).+)*)$",
            Pattern.MULTILINE);

    Check {
        Objects.requireNonNull(table);
        Objects.requireNonNull(by);
        if (select.isBlank()) {
            throw new InvalidDefinition("Check " + name + " of " + table + " has no SELECT");
        }
    }

    String severity() {
        return isBlocking ? CheckResult.BLOCKING : CheckResult.WARNING;
    }

    /** The checks of a file. */
    static List<Check> parse(TableName table, String text) {
        List<Check> checks = new ArrayList<>();
        Matcher header = HEADER.matcher(text);
        List<int[]> places = new ArrayList<>();
        while (header.find()) {
            places.add(new int[] {header.start(), header.end()});
        }
        if (places.isEmpty()) {
            throw new InvalidDefinition("sql/" + table.layer() + "/" + table.table() + "/checks.sql has no line"
                    + " '-- check <name> (blocking|warning): what is wrong and what to do'");
        }
        for (int place = 0; place < places.size(); place++) {
            int end = place + 1 < places.size() ? places.get(place + 1)[0] : text.length();
            header.find(places.get(place)[0]);
            checks.add(of(table, header, text.substring(places.get(place)[1], end)));
        }
        return checks;
    }

    private static Check of(TableName table, Matcher header, String body) {
        Optional<String> by = Optional.empty();
        Occasion occasion = Occasion.ALWAYS;
        for (String option : header.group(3).split(", ")) {
            if (option.startsWith("by ")) {
                by = Optional.of(option.substring(3));
            } else if (option.equals("everything only")) {
                occasion = Occasion.EVERYTHING_ONLY;
            } else if (option.equals("nights only")) {
                occasion = Occasion.NIGHTS_ONLY;
            } else if (!option.isEmpty()) {
                throw new InvalidDefinition("Check " + header.group(1) + " of " + table + " has the option '" + option
                        + "'; known: 'by <column>', 'everything only', 'nights only'");
            }
        }
        return new Check(
                header.group(1),
                table,
                header.group(2).equals(CheckResult.BLOCKING),
                by,
                occasion,
                header.group(4).replaceAll("\\R-- ", " ").strip(),
                body.strip().replaceFirst(";\\s*$", ""));
    }
}
