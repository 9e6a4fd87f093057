package dev.themodel.cli;

import dev.themodel.config.Spelling;
import dev.themodel.model.TableName;
import dev.themodel.night.WrongUsage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what was meant by a name. */
final class Names {

    private Names() {}

    /**
     * The table of a name as it stands in a query.
     *
     * @throws WrongUsage naming the nearest known table, or what is refused about a path
     */
    static TableName table(List<String> parts, Collection<TableName> known) {
        String name = String.join(".", parts).toLowerCase(Locale.ROOT);
        for (TableName table : known) {
            if (table.toString().equals(name)) {
                return table;
            }
        }
        if (parts.get(parts.size() - 1).matches(".*[/\\\\:].*")) {
            throw new WrongUsage("`sql` reads the warehouse's tables by their names, not files: " + name
                    + " is refused. SHOW TABLES lists what there is");
        }
        throw new WrongUsage(
                "Unknown table '" + name + "'" + nearest(name, known) + ". SHOW TABLES lists what there is");
    }

    private static String nearest(String name, Collection<TableName> known) {
        List<String> sameTable = known.stream()
                .filter(table -> table.table().equals(name.substring(name.indexOf('.') + 1)))
                .map(TableName::toString)
                .toList();
        List<String> nearest = sameTable.isEmpty()
                ? Spelling.nearest(name, known.stream().map(TableName::toString).toList())
                : sameTable;
        return nearest.isEmpty() ? "" : "; nearest: " + String.join(", ", nearest);
    }
}
