package dev.themodel.lake;

import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds the SQL files of the warehouse and reads table definitions from them: what the jar carries, overlaid by what
 * lies in the user's configuration folder. A table exists once its folder {@code sql/<layer>/<table>} holds a
 * {@code table.sql}; raw tables follow from the feeds.
 */
public final class Definitions {

    private final SqlFiles files;
    private final Map<TableName, TableDefinition> parsed = new ConcurrentHashMap<>();

    private Definitions(SqlFiles files) {
        this.files = files;
    }

    /** What ships with the warehouse. */
    public static Definitions shipped() {
        return new Definitions(new SqlFiles(Optional.empty()));
    }

    /** What ships with the warehouse, overlaid by {@code <folder>/sql} where the folder is one and has it. */
    public static Definitions overlaidBy(String folder) {
        return new Definitions(new SqlFiles(Optional.of(folder)));
    }

    /**
     * The definition of a table.
     *
     * @throws InvalidDefinition where there is none or it is wrong, naming file and fault
     */
    public TableDefinition of(TableName table) {
        return parsed.computeIfAbsent(table, this::read);
    }

    /** Whether the table is known. */
    public boolean knows(TableName table) {
        return all(table.layer()).contains(table);
    }

    /** All tables of a layer, by name. */
    public List<TableName> all(String layer) {
        TreeSet<TableName> names = new TreeSet<>();
        if (layer.equals("raw")) {
            Feeds.all().stream().map(Feed::table).forEach(names::add);
        }
        for (String folder : files.folders(layer)) {
            if (files.text(layer + "/" + folder + "/table.sql").isPresent()) {
                names.add(TableName.of(layer, folder));
            }
        }
        return List.copyOf(names);
    }

    /** All tables of all layers, by layer and name. */
    public List<TableName> all() {
        List<TableName> names = new ArrayList<>();
        TableName.LAYERS.forEach(layer -> names.addAll(all(layer)));
        return names;
    }

    /** The text of a file below {@code sql/}, such as {@code mart/funnel_period/query.sql}; empty where there is none. */
    public Optional<String> text(String relativePath) {
        return files.text(relativePath);
    }

    private TableDefinition read(TableName table) {
        Optional<TableDefinition> raw = RawTables.of(table);
        if (raw.isPresent()) {
            return raw.get();
        }
        String file = table.layer() + "/" + table.table() + "/table.sql";
        String text = files.text(file)
                .orElseThrow(() -> new InvalidDefinition(
                        "Unknown table " + table + ": there is no sql/" + file + "; known: " + all(table.layer())));
        return parse(table, "sql/" + file, text);
    }

    private static TableDefinition parse(TableName table, String file, String text) {
        LogicalPlan plan = SqlText.parse(file, text);
        if (!(plan instanceof CreateTable create)) {
            throw new InvalidDefinition(file + " is not a CREATE TABLE statement");
        }
        if (!text.contains(table.toString())) {
            throw new InvalidDefinition(file + " does not create " + table);
        }
        StructType schema = new StructType();
        for (StructField field : create.tableSchema().fields()) {
            schema = schema.add(field.name(), field.dataType(), true, field.metadata());
        }
        List<String> partitions = new ArrayList<>();
        for (Transform transform : CollectionConverters.asJava(create.partitioning())) {
            partitions.add(transform.references()[0].fieldNames()[0]);
        }
        return new TableDefinition(
                table,
                schema,
                create.tableSpec().comment().getOrElse(() -> ""),
                partitions,
                new LinkedHashMap<>(
                        CollectionConverters.asJava(create.tableSpec().properties())));
    }
}
