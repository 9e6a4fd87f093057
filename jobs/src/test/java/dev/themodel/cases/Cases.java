package dev.themodel.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Definitions;
import dev.themodel.model.TableName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.DynamicTest;

/** Runs case folders: inputs become views, a table is computed from them, and compared with what was expected. */
public final class Cases {

    private final SparkSession spark;
    private final Definitions definitions = Definitions.shipped();

    public Cases(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * A test for each case of a layer.
     *
     * @param inputs the tables that one is computed from
     * @param compute its rows, once the inputs' views stand
     */
    public Stream<DynamicTest> tests(
            String layer,
            Function<TableName, Collection<TableName>> inputs,
            BiFunction<TableName, CaseSettings, Dataset<Row>> compute) {
        return CaseFolder.of(layer).stream()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.table().table() + ": " + folder.sentence().replace('_', ' '),
                        folder.folder().toUri(),
                        () -> run(folder, inputs.apply(folder.table()), compute)));
    }

    private void run(
            CaseFolder folder,
            Collection<TableName> inputs,
            BiFunction<TableName, CaseSettings, Dataset<Row>> compute) {
        Map<TableName, CsvRows> given = folder.inputs();
        assertThat(inputs).as("inputs of " + folder.table()).containsAll(given.keySet());
        for (TableName input : inputs) {
            CsvRows rows = given.getOrDefault(input, new CsvRows(folder.folder(), List.of(), List.of()));
            spark.sql("CREATE DATABASE IF NOT EXISTS " + input.layer());
            spark.sql("CREATE OR REPLACE VIEW " + input + " AS "
                    + rows.select(definitions.of(input).schema()));
        }
        CaseSettings settings = folder.settings();
        Dataset<Row> actual = compute.apply(folder.table(), settings).where(settings.where());
        CsvRows expectedRows = folder.expected();
        Dataset<Row> expected = spark.sql(expectedRows.select(actual.schema()));
        Column[] columns = expectedRows.columns().stream().map(functions::col).toArray(Column[]::new);
        assertThat(texts(actual.select(columns)))
                .as(folder.folder().toString())
                .containsExactlyInAnyOrderElementsOf(texts(expected.select(columns)));
    }

    /** Each row as {@code column=value, ...}; fractions rounded to nine decimals. */
    private static List<String> texts(Dataset<Row> rows) {
        List<String> texts = new ArrayList<>();
        String[] columns = rows.columns();
        for (Row row : rows.collectAsList()) {
            List<String> fields = new ArrayList<>();
            for (int place = 0; place < columns.length; place++) {
                fields.add(columns[place] + "=" + text(row.get(place)));
            }
            texts.add(String.join(", ", fields));
        }
        return texts;
    }

    private static String text(Object value) {
        if (value instanceof Double fraction) {
            return BigDecimal.valueOf(fraction)
                    .setScale(9, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.valueOf(value);
    }
}
