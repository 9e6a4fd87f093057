package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Tables of the warehouse as views of the in-memory catalog, so that SQL names them {@code layer.table}. */
final class Views {

    private final Lake lake;

    Views(Lake lake) {
        this.lake = lake;
    }

    void register(SparkSession session, TableName table, OptionalLong version) {
        String layerFolder = lake.root() + "/" + table.layer();
        session.sql("CREATE DATABASE IF NOT EXISTS " + table.layer() + " LOCATION " + literal(layerFolder));
        TableDefinition definition = lake.definitions().of(table);
        long shown = version.orElseGet(() -> lake.version(table));
        String columns = Arrays.stream(definition.schema().fields())
                .map(field -> quoted(field.name()) + " COMMENT "
                        + literal(field.getComment().getOrElse(() -> "")))
                .collect(Collectors.joining(", "));
        session.sql("CREATE OR REPLACE VIEW " + table + " (" + columns + ") COMMENT " + literal(definition.comment())
                + " AS " + (shown < 0 ? empty(definition) : rows(definition, version)));
    }

    private String rows(TableDefinition definition, OptionalLong version) {
        String path = lake.path(definition.name());
        String pinned = version.isPresent() ? path + "@v" + version.getAsLong() : path;
        String columns = definition.columns().stream().map(Views::quoted).collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM delta." + quoted(pinned);
    }

    private static String empty(TableDefinition definition) {
        return Arrays.stream(definition.schema().fields())
                .map(Views::nothing)
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static String nothing(StructField field) {
        return "CAST(NULL AS " + field.dataType().sql() + ") AS " + quoted(field.name());
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
