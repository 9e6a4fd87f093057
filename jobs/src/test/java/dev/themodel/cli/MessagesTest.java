package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people read of a failure. */
class MessagesTest {

    @Test
    void anUnknownColumnIsNamedWithoutSparksPlan() {
        String spark = "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `nope` cannot be resolved. Did you mean"
                + " one of the following? [`source`]. SQLSTATE: 42703; line 1 pos 7;\n'Project ['nope]\n"
                + "+- SubqueryAlias spark_catalog.star.fact_lead\n   +- View (`fact_lead`, [lead_id#504])";

        assertThat(Messages.of(new IllegalStateException(spark)))
                .endsWith("SQLSTATE: 42703; line 1 pos 7;")
                .contains("`source`");
    }

    @Test
    void aMessageMayBeginWithANameInQuotes() {
        assertThat(Messages.of(new IllegalStateException("'/data' is not a warehouse")))
                .isEqualTo("'/data' is not a warehouse");
    }

    @Test
    void aWrappedFailureIsToldByItsCause() {
        Throwable cause = new IllegalStateException("File a.csv changed while it was read");

        assertThat(Messages.of(new RuntimeException(new RuntimeException("Job aborted.", cause))))
                .isEqualTo("File a.csv changed while it was read");
    }
}
