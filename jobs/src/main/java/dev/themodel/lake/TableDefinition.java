package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table's {@code table.sql} says of it.
 *
 * @param name layer and table
 * @param schema the columns in order, each with its comment; all are nullable
 * @param comment the grain: what one row is
 * @param partitionedBy partition columns, in order
 * @param properties TBLPROPERTIES as written; keys that begin with {@code delta.} become Delta's own
 */
public record TableDefinition(
        TableName name, StructType schema, String comment, List<String> partitionedBy, Map<String, String> properties) {

    public TableDefinition {
        Objects.requireNonNull(name);
        partitionedBy = List.copyOf(partitionedBy);
        properties = Map.copyOf(properties);
        List<String> columns = Arrays.asList(schema.fieldNames());
        for (String column : partitionedBy) {
            if (!columns.contains(column)) {
                throw new InvalidDefinition(name + " is partitioned by '" + column + "', which is no column of it");
            }
        }
        if (comment.isBlank()) {
            throw new InvalidDefinition(name + " says nothing of its grain: add COMMENT 'One row per ...'");
        }
        schema.foreach(field -> {
            if (field.getComment().isEmpty()) {
                throw new InvalidDefinition(name + "." + field.name() + " has no comment");
            }
            return null;
        });
    }

    /** The columns' names, in order. */
    public List<String> columns() {
        return List.of(schema.fieldNames());
    }

    /** The day that a row is of: its first DATE column beside those it is partitioned by. */
    public Optional<String> day() {
        return Arrays.stream(schema.fields())
                .filter(field -> field.dataType().equals(DataTypes.DateType))
                .map(StructField::name)
                .filter(column -> !partitionedBy.contains(column))
                .findFirst();
    }

    /**
     * SQL over the columns by which the rows of a partition are ordered before their days: TBLPROPERTIES
     * {@code 'files.order' = '...'}. It puts rows that change often into files of their own, so that a night that changes
     * them leaves the others' files alone.
     */
    Optional<String> orderOfFiles() {
        return Optional.ofNullable(properties.get("files.order"));
    }

    /** A table's definition is missing or wrong. */
    public static final class InvalidDefinition extends RuntimeException {
        public InvalidDefinition(String message) {
            super(message);
        }

        public InvalidDefinition(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
