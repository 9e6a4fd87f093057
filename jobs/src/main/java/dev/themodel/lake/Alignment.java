package dev.themodel.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.StructField;

/** Brings rows into the columns of a table: by name, in the definition's order, types and comments. */
final class Alignment {

    private Alignment() {}

    static Dataset<Row> of(Dataset<Row> rows, TableDefinition definition) {
        List<String> faults = new ArrayList<>();
        List<String> given = Arrays.asList(rows.columns());
        for (String column : given) {
            if (!definition.columns().contains(column)) {
                faults.add("column '" + column + "' is not in the table's definition");
            }
        }
        List<Column> columns = new ArrayList<>();
        for (StructField wanted : definition.schema().fields()) {
            int place = given.indexOf(wanted.name());
            if (place < 0) {
                faults.add(
                        "column '" + wanted.name() + "' (" + wanted.dataType().sql() + ") is missing");
                continue;
            }
            StructField found = rows.schema().fields()[place];
            if (!Cast.canANSIStoreAssign(found.dataType(), wanted.dataType())) {
                faults.add("column '" + wanted.name() + "' is "
                        + found.dataType().sql() + ", not " + wanted.dataType().sql());
                continue;
            }
            Column column = rows.col("`" + wanted.name() + "`");
            columns.add((found.dataType().equals(wanted.dataType()) ? column : column.cast(wanted.dataType()))
                    .as(wanted.name(), wanted.metadata()));
        }
        if (!faults.isEmpty()) {
            throw new Lake.ColumnMismatch(
                    "Rows for " + definition.name() + " do not fit its table.sql: " + String.join("; ", faults));
        }
        return rows.select(columns.toArray(Column[]::new));
    }
}
