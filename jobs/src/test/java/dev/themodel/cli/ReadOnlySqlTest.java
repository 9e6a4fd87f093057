package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import dev.themodel.night.WrongUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {

    private static final List<TableName> KNOWN =
            List.of(TableName.of("star", "fact_lead"), TableName.of("star", "stage_entry"), TableName.of("ops", "run"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE star.fact_lead",
                "DELETE FROM star.fact_lead",
                "INSERT INTO star.fact_lead SELECT 1",
                "WITH a AS (SELECT 1) INSERT INTO star.fact_lead SELECT * FROM a",
                "FROM star.fact_lead INSERT INTO star.stage_entry SELECT *",
                "CREATE TABLE x AS SELECT 1",
                "CREATE VIEW x AS SELECT 1",
                "CREATE FUNCTION f AS 'java.lang.Runtime'",
                "MERGE INTO star.fact_lead t USING star.stage_entry s ON true WHEN MATCHED THEN DELETE",
                "SET spark.sql.ansi.enabled=false",
                "RESET",
                "USE star",
                "CACHE TABLE star.fact_lead",
                "ADD JAR '/tmp/a.jar'",
                "VACUUM delta.`/tmp/x`",
                "EXECUTE IMMEDIATE 'DROP TABLE x'",
                "EXPLAIN DROP TABLE star.fact_lead",
                "SELECT * FROM parquet.`/etc/passwd`",
                "SELECT * FROM delta.`/tmp/x`",
                "SELECT * FROM csv.`/etc/passwd`",
                "SELECT (SELECT max(_c0) FROM text.`/etc/passwd`)",
                "SELECT * FROM star.fact_lead WHERE lead_id IN (SELECT value FROM text.`/etc/passwd`)",
                "DESCRIBE DETAIL delta.`/tmp/x`",
                "SELECT java_method('java.lang.System', 'getenv', 'HOME')",
                "SELECT reflect('java.lang.System', 'getenv', 'HOME')",
                "SELECT builtin.reflect('java.lang.System', 'getenv', 'HOME')",
                "SELECT try_reflect('java.lang.System', 'getenv', 'HOME')",
                "SELECT IDENTIFIER('java_method')('java.lang.System', 'getenv', 'HOME')",
                "SELECT * FROM IDENTIFIER('parquet.`/etc/passwd`')",
                "SELECT TRANSFORM(lead_id) USING 'cat' FROM star.fact_lead",
                "SELECT * FROM table_changes('star.fact_lead', 0)",
                "SELECT * FROM star.fact_lead VERSION AS OF 0",
                "BEGIN DROP TABLE x; END"
            })
    void whatDoesMoreThanReadTablesIsRefused(String statement) {
        assertThatThrownBy(() -> ReadOnlySql.of(statement, KNOWN)).isInstanceOf(WrongUsage.class);
    }

    @Test
    void queriesNameTheirTables() {
        assertThat(tables("SELECT * FROM STAR.Fact_Lead")).containsExactly("star.fact_lead");
        assertThat(tables(
                        "WITH a AS (SELECT * FROM ops.run), b AS (SELECT * FROM a) SELECT * FROM b, star.stage_entry"))
                .containsExactly("ops.run", "star.stage_entry");
        assertThat(tables("SELECT (SELECT count(*) FROM star.fact_lead) + 1")).containsExactly("star.fact_lead");
        assertThat(tables("SELECT 1 WHERE EXISTS (SELECT 1 FROM star.stage_entry)"))
                .containsExactly("star.stage_entry");
        assertThat(tables("SELECT * FROM range(3), VALUES (1)")).isEmpty();
        assertThat(tables("EXPLAIN SELECT * FROM star.fact_lead")).containsExactly("star.fact_lead");
        assertThat(tables("DESCRIBE star.fact_lead")).containsExactly("star.fact_lead");
        assertThat(tables("DESCRIBE TABLE EXTENDED star.fact_lead")).containsExactly("star.fact_lead");
    }

    @Test
    void theSmallViewsOfAMartsQueryMayBeAskedFor() {
        assertThat(tables("SELECT * FROM Scope CROSS JOIN clock LEFT JOIN star.stage_entry ON true"))
                .containsExactly("star.stage_entry");
        assertThat(tables("DESCRIBE handoffs")).isEmpty();
        for (String unknown : List.of("scopes", "touched_date", "`/etc/passwd`", "text.scope", "star.scope")) {
            assertThatThrownBy(() -> ReadOnlySql.of("SELECT * FROM " + unknown, KNOWN))
                    .as(unknown)
                    .isInstanceOf(WrongUsage.class);
        }
    }

    static Stream<Path> martQueries() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("sql/mart"))) {
            return files.filter(file -> file.endsWith("query.sql")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("martQueries")
    void aShippedQueryIsAllowedAsItStands(Path file) throws IOException {
        assertThat(ReadOnlySql.of(Files.readString(file), Definitions.shipped().all())
                        .tables())
                .isNotEmpty();
    }

    @Test
    void anUnknownTableNamesTheNearest() {
        assertThatThrownBy(() -> ReadOnlySql.of("SELECT * FROM star.fact_leed", KNOWN))
                .hasMessageContaining("'star.fact_leed'")
                .hasMessageContaining("star.fact_lead");
        assertThatThrownBy(() -> ReadOnlySql.of("SELECT * FROM stage_entry", KNOWN))
                .hasMessageContaining("nearest: star.stage_entry");
    }

    /** What runs a process keeps its secrets in the environment, and a text may hold a dollar sign and braces. */
    @Test
    void nothingIsPutInPlaceOfATextsVariables() {
        SparkSession spark = Sessions.openForSmallDeltas("local[2]", "test");
        for (SparkSession session : List.of(spark, Sessions.another(spark))) {
            assertThat(session.sql("SELECT '${env:PATH}', \"${campaign}\"").first())
                    .hasToString("[${env:PATH},${campaign}]");
        }
    }

    @Test
    void whatDoesNotParseSaysWhere() {
        assertThatThrownBy(() -> ReadOnlySql.of("SELEC 1", KNOWN))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("SELEC");
    }

    private static List<String> tables(String statement) {
        return ReadOnlySql.of(statement, KNOWN).tables().stream()
                .map(TableName::toString)
                .toList();
    }
}
