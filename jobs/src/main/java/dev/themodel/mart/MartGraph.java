package dev.themodel.mart;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.SideBySide;
import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * All marts there are, each after the marts it reads. What a mart reads stands in its query alone.
 *
 * @param inOrder inputs before readers
 */
record MartGraph(List<MartDefinition> inOrder) {

    MartGraph {
        inOrder = List.copyOf(inOrder);
    }

    /**
     * Reads every folder of {@code sql/mart}.
     *
     * @throws InvalidDefinition where marts read each other in a circle, or a table that nobody defines
     */
    static MartGraph read(Definitions definitions) {
        Map<TableName, MartDefinition> marts = new TreeMap<>();
        SideBySide.run(definitions.all(MartDefinition.LAYER).stream()
                        .<Callable<MartDefinition>>map(name -> () -> MartDefinition.read(definitions, name))
                        .toList())
                .forEach(mart -> marts.put(mart.name(), mart));
        Map<TableName, MartDefinition> ordered = new LinkedHashMap<>();
        for (MartDefinition mart : marts.values()) {
            for (TableName input : mart.inputs()) {
                if (!definitions.knows(input)) {
                    throw new InvalidDefinition(mart.name() + " reads " + input + ", which nobody defines");
                }
            }
            place(mart, marts, ordered, new LinkedHashSet<>());
        }
        return new MartGraph(List.copyOf(ordered.values()));
    }

    private static void place(
            MartDefinition mart,
            Map<TableName, MartDefinition> marts,
            Map<TableName, MartDefinition> ordered,
            Set<TableName> path) {
        if (ordered.containsKey(mart.name())) {
            return;
        }
        if (!path.add(mart.name())) {
            List<TableName> circle = new ArrayList<>(path);
            throw new InvalidDefinition("Marts read each other in a circle: "
                    + circle.stream().map(TableName::toString).collect(Collectors.joining(" reads ")) + " reads "
                    + mart.name());
        }
        mart.inputs().stream()
                .sorted()
                .filter(marts::containsKey)
                .forEach(input -> place(marts.get(input), marts, ordered, path));
        path.remove(mart.name());
        ordered.put(mart.name(), mart);
    }
}
