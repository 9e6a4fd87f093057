package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import dev.themodel.star.Star;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs commands over warehouses and compares what they hold. */
final class Warehouses {

    private Warehouses() {}

    /** Both warehouses hold the same rows in every table of star and mart, histories apart. */
    static void sameRows(String story, Path one, Path other) {
        List<TableName> tables = new ArrayList<>(Star.tables());
        Definitions.shipped().all("mart").stream()
                .filter(table -> !table.table().endsWith("_history"))
                .forEach(tables::add);
        sameRows(story, one, other, tables);
    }

    /** Both warehouses hold the same rows in these tables. */
    static void sameRows(String story, Path one, Path other, List<TableName> tables) {
        Lake first = lake(one);
        Lake second = lake(other);
        for (TableName table : tables) {
            difference(story, table, first.read(table), second.read(table));
            difference(story, table, second.read(table), first.read(table));
        }
    }

    private static void difference(String story, TableName table, Dataset<Row> rows, Dataset<Row> others) {
        List<String> only = rows.exceptAll(others).limit(5).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
        assertThat(only).as("%s: %s", story, table).isEmpty();
    }

    static Lake lake(Path warehouse) {
        return new Lake(Sessions.openForSmallDeltas("local[2]", "test"), warehouse.toString(), Definitions.shipped());
    }

    /** Runs a command that has to end with 0, and returns what it said on stderr. */
    static String said(String command, Path warehouse, Path landing, String... options) {
        PrintStream standing = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            run(command, warehouse, landing, options);
        } finally {
            System.setErr(standing);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Runs a command that has to end with 0. */
    static void run(String command, Path warehouse, Path landing, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--warehouse", warehouse.toString(), "--landing", landing.toString()));
        arguments.addAll(List.of("--master", "local[2]"));
        arguments.addAll(List.of(options));
        assertThat(Warehouse.run(arguments.toArray(String[]::new)))
                .as("exit code of %s", arguments)
                .isZero();
    }
}
