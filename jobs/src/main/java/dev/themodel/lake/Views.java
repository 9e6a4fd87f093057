package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
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
        String view = "CREATE OR REPLACE VIEW " + table + " (" + columns + ") COMMENT " + literal(definition.comment());
        if (shown < 0) {
            session.sql(view + " AS " + empty(definition));
            return;
        }
        try {
            session.sql(view + " AS " + rows(definition, version, definition.columns()));
        } catch (Exception e) {
            // A table that is only appended to lacks what its definition has gained since the last rows came.
            List<String> stored = List.of(lake.read(table, shown).columns());
            if (!(e instanceof AnalysisException) || stored.containsAll(definition.columns())) {
                throw e;
            }
            session.sql(view + " AS " + rows(definition, version, stored));
        }
    }

    private String rows(TableDefinition definition, OptionalLong version, List<String> stored) {
        String path = lake.path(definition.name());
        String pinned = version.isPresent() ? path + "@v" + version.getAsLong() : path;
        String columns = Arrays.stream(definition.schema().fields())
                .map(field -> stored.contains(field.name()) ? quoted(field.name()) : nothing(field))
                .collect(Collectors.joining(", "));
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
