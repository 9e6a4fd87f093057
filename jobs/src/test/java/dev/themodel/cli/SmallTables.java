package dev.themodel.cli;

import dev.themodel.cases.CsvRows;
import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SqlFunctions;
import dev.themodel.lake.SqlText;
import dev.themodel.model.TableName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Tables of a few rows that queries see by their names, as views. */
final class SmallTables {

    private final Definitions definitions = Definitions.shipped();
    private final SparkSession spark =
            Sessions.openForSmallDeltas("local[2]", "test").newSession();

    SmallTables() {
        SqlFunctions.register(spark, definitions, Settings.shipped());
    }

    SparkSession spark() {
        return spark;
    }

    AnalysisQuery query(String file) {
        return AnalysisQuery.read(definitions, file);
    }

    /** Empties every table that the query reads. */
    void empty(AnalysisQuery query) {
        SqlText.tables(SqlText.parse(query.file(), query.text())).forEach(table -> view(table, List.of(), List.of()));
    }

    /** Fills a table: a header and rows, the fields separated by commas, an empty one NULL. */
    void fill(String table, String header, String... rows) {
        view(
                TableName.parse(table),
                List.of(header.split(",")),
                Arrays.stream(rows)
                        .map(row -> Arrays.stream(row.split(",", -1))
                                .map(field -> field.isEmpty() ? null : field.strip())
                                .toList())
                        .toList());
    }

    private void view(TableName table, List<String> columns, List<List<String>> rows) {
        spark.sql("CREATE DATABASE IF NOT EXISTS " + table.layer());
        spark.sql("CREATE OR REPLACE VIEW " + table + " AS "
                + new CsvRows(Path.of(table.toString()), columns, rows)
                        .select(definitions.of(table).schema()));
    }
}
