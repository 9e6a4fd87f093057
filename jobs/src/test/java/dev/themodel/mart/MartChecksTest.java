package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SqlText;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every check of the marts can be run, and finds nothing where there is nothing. */
class MartChecksTest {

    private final SparkSession spark = Sessions.open("local[2]", "test").newSession();
    private final Definitions definitions = Definitions.shipped();

    @TestFactory
    Stream<DynamicTest> anEmptyWarehouseOffendsNobody() {
        QueryViews.register(
                spark,
                definitions,
                Settings.shipped(),
                new WarehouseClock(LocalDate.parse("2026-04-30"), Optional.empty()),
                List.of());
        return CheckFiles.all(definitions).stream()
                .filter(check -> check.table().layer().equals(MartDefinition.LAYER))
                .map(check -> DynamicTest.dynamicTest(check.table().table() + ": " + check.name(), () -> {
                    SqlText.tables(SqlText.parse(check.name(), check.select())).forEach(this::showEmpty);
                    assertThat(spark.sql(check.select()).collectAsList()).isEmpty();
                }));
    }

    private void showEmpty(TableName table) {
        String columns = Arrays.stream(definitions.of(table).schema().fields())
                .map(field -> "CAST(NULL AS " + field.dataType().sql() + ") AS `" + field.name() + "`")
                .collect(Collectors.joining(", "));
        spark.sql("CREATE DATABASE IF NOT EXISTS " + table.layer());
        spark.sql("CREATE OR REPLACE VIEW " + table + " AS SELECT " + columns + " WHERE FALSE");
    }
}
