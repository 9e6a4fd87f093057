package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sql} takes for its query. */
class SqlCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- One row a month.\nSELECT 1",
                "--\nSELECT 1",
                "--month = 1\nSELECT 1",
                "/* One row. */ SELECT 1",
                "SELECT 1 -- format"
            })
    void aQueryMayBeginWithAComment(String query) {
        assertThat(said("sql", query, "--warehouse", "nowhere", "--format", "csv"))
                .startsWith("'nowhere' is not a warehouse");
        assertThat(said("sql", "--warehouse", "nowhere", query)).startsWith("'nowhere' is not a warehouse");
    }

    @Test
    void aCommentAloneIsNoQuery() {
        assertThat(said("sql", "-- nothing to ask", "--warehouse", "nowhere"))
                .startsWith("There is no query to answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fromat", "-F", "--fromat=csv", "--parametr=name=Grace Hopper"})
    void aMisspeltOptionIsNoQuery(String option) {
        assertThat(said("sql", "--warehouse", "nowhere", option, "csv"))
                .startsWith("Unknown option: '" + option + "'")
                .contains("See: bin/warehouse sql --help");
        assertThat(said("sql", "--warehouse", "nowhere", "SELECT 1", option))
                .startsWith("Unknown option: '" + option + "'");
    }

    /** What a command of wrong usage says. */
    private static String said(String... arguments) {
        PrintStream standing = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Warehouse.run(arguments)).isEqualTo(2);
        } finally {
            System.setErr(standing);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
