package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.cases.CaseFolder;
import dev.themodel.cases.CaseSettings;
import dev.themodel.cases.CsvRows;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SqlText;
import dev.themodel.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The checks of a table by small cases, folders {@code check_cases/<layer.table>/<a_sentence>/} like those of
 * {@link CaseFolder}: {@code expected.csv} names the checks that find something, all others find nothing.
 */
class CheckCasesTest {

    private final SparkSession spark =
            Sessions.openForSmallDeltas("local[2]", "test").newSession();
    private final Definitions definitions = Definitions.shipped();

    @TestFactory
    Stream<DynamicTest> cases() throws IOException, URISyntaxException {
        Path root = Path.of(CheckCasesTest.class.getResource("/check_cases").toURI());
        return children(root)
                .flatMap(table -> children(table)
                        .map(folder -> new CaseFolder(
                                TableName.parse(table.getFileName().toString()),
                                folder.getFileName().toString().replace('_', ' '),
                                folder))
                        .map(folder -> DynamicTest.dynamicTest(
                                folder.table() + ": " + folder.sentence(),
                                folder.folder().toUri(),
                                () -> run(folder))));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(CaseFolder folder) {
        List<Check> checks = CheckFiles.all(definitions).stream()
                .filter(check -> check.table().equals(folder.table()))
                .toList();
        assertThat(checks).as("checks of " + folder.table()).isNotEmpty();
        Set<TableName> tables = new TreeSet<>();
        checks.forEach(check -> tables.addAll(SqlText.tables(SqlText.parse(check.name(), check.select()))));
        Map<TableName, CsvRows> given = folder.inputs();
        assertThat(tables).as("tables that the checks read").containsAll(given.keySet());
        for (TableName table : tables) {
            spark.sql("CREATE DATABASE IF NOT EXISTS " + table.layer());
            spark.sql("CREATE OR REPLACE VIEW " + table + " AS "
                    + given.getOrDefault(table, new CsvRows(folder.folder(), List.of(), List.of()))
                            .select(definitions.of(table).schema()));
        }
        CaseSettings settings = folder.settings();
        QueryViews.register(
                spark,
                definitions,
                settings.settings(),
                new WarehouseClock(settings.asOf(), Optional.empty()),
                List.of());
        CsvRows expected = folder.expected();
        assertThat(expected.columns()).containsExactly("check", "severity", "offenders");
        assertThat(checks.stream()
                        .map(check -> List.of(check.name(), check.severity(), Long.toString(offenders(check))))
                        .filter(found -> !found.get(2).equals("0")))
                .as(folder.folder().toString())
                .containsExactlyInAnyOrderElementsOf(expected.rows());
    }

    private long offenders(Check check) {
        Dataset<Row> rows = spark.sql(check.select());
        return Arrays.asList(rows.columns()).contains("offenders")
                ? rows.agg(functions.coalesce(functions.sum("offenders"), functions.lit(0L)))
                        .head()
                        .getLong(0)
                : rows.count();
    }
}
