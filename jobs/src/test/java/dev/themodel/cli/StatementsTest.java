package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void semicolonsInTextsNamesAndCommentsDoNotSplit() {
        assertThat(Statements.split(
                        "SELECT ';', `a;b` -- no; here\n, 1 /* nor; here */; SELECT 'it''s; \\'; x';;\n-- end"))
                .containsExactly("SELECT ';', `a;b` -- no; here\n, 1 /* nor; here */", "SELECT 'it''s; \\'; x'");
    }

    @Test
    void aLineThatBeginsAStatementEndsAWholeOneBefore() {
        assertThat(read("SELECT 1", "SELECT 2")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aStatementMayRunOverLines() {
        assertThat(read("WITH a AS (SELECT 1)", "SELECT * FROM a", "UNION ALL", "SELECT 2;", "SHOW TABLES"))
                .containsExactly("WITH a AS (SELECT 1)\nSELECT * FROM a\nUNION ALL\nSELECT 2", "SHOW TABLES");
    }

    private static List<String> read(String... lines) {
        Statements statements = new Statements();
        List<String> complete = new ArrayList<>();
        for (String line : lines) {
            complete.addAll(statements.add(line));
        }
        statements.rest().ifPresent(complete::add);
        return complete;
    }
}
