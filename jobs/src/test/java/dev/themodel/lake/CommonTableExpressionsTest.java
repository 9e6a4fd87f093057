package dev.themodel.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.model.TableName;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommonTableExpressionsTest {

    private final SparkSession spark =
            Sessions.openForSmallDeltas("local[2]", "test").newSession();

    @BeforeEach
    void name() {
        NamedTables.name(
                spark,
                TableName.of("star", "pet"),
                spark.sql("SELECT * FROM VALUES ('Ada', 4), ('Grace', 2), ('Joan', NULL) AS pet (name, legs)"));
        spark.sql("SELECT 3 AS most").createOrReplaceTempView("clock");
    }

    @Test
    void whatIsNamedTwiceIsComputedOnce() {
        Dataset<Row> rows = rows("""
                WITH counted (who, legs) AS (SELECT name, COALESCE(legs, 0) FROM star.pet),
                many AS (SELECT who FROM COUNTED WHERE legs > 3)
                SELECT who FROM many
                UNION ALL
                SELECT who FROM counted WHERE legs < (SELECT MAX(legs) FROM counted)
                ORDER BY who""");
        assertThat(names(rows)).containsExactly("Ada", "Grace", "Joan");
        assertThat(computed(rows)).isOne();
    }

    @Test
    void whatIsNamedOnceOrReadsNoTableIsNot() {
        Dataset<Row> rows = rows("""
                WITH few AS (SELECT most FROM clock),
                once AS (SELECT name FROM star.pet, few WHERE legs < most)
                SELECT name FROM once, few""");
        assertThat(names(rows)).containsExactly("Grace");
        assertThat(computed(rows)).isZero();
    }

    @Test
    void aPartMayHaveTheNameOfTheViewItReads() {
        Dataset<Row> rows = rows("""
                WITH clock AS (SELECT most + COUNT(*) AS most FROM clock, star.pet GROUP BY most)
                SELECT CONCAT(a.most, ' ', b.most) FROM clock AS a, clock AS b""");
        assertThat(names(rows)).containsExactly("6 6");
        assertThat(computed(rows)).isOne();
    }

    @Test
    void aWithClauseWithinAnotherHidesItsNames() {
        Dataset<Row> rows = rows("""
                WITH pets AS (SELECT name FROM star.pet WHERE legs = 4),
                hidden AS (WITH pets AS (SELECT 'Nobody' AS name) SELECT name FROM pets)
                SELECT name FROM hidden UNION ALL SELECT name FROM pets ORDER BY name""");
        assertThat(names(rows)).containsExactly("Ada", "Nobody");
    }

    @Test
    void aFaultNamesTheQuery() {
        assertThatThrownBy(() -> rows("WITH a AS SELECT 1")).hasMessageContaining("The query does not parse");
    }

    private Dataset<Row> rows(String query) {
        return CommonTableExpressions.rows(spark, "The query", query);
    }

    private static List<String> names(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.getString(0)).toList();
    }

    /** The parts whose rows are there before the query runs. */
    private static long computed(Dataset<Row> rows) {
        return SqlText.nodes(rows.queryExecution().analyzed()).stream()
                .filter(LogicalRDD.class::isInstance)
                .count();
    }
}
