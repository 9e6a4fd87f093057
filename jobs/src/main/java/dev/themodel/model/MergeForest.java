package dev.themodel.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which record survives when records are merged into others: a pointer is followed to the last record that is not
 * merged further. Members of a cycle stay unmerged; what points into a cycle stops at the member it meets first.
 */
public final class MergeForest {

    private final Map<String, String> pointers;
    private final Set<String> cycleMembers = new HashSet<>();
    private final Map<String, String> survivors = new HashMap<>();

    /**
     * Resolves the pointers.
     *
     * @param pointers from each merged record's id to the id it was merged into
     */
    public MergeForest(Map<String, String> pointers) {
        this.pointers = Map.copyOf(pointers);
        this.pointers.keySet().forEach(this::resolve);
    }

    /** The survivor of each merged id; ids that are not merged, or members of a cycle, are absent. */
    public Map<String, String> survivors() {
        return Map.copyOf(survivors);
    }

    /** The ids that are merged in a circle. */
    public Set<String> cycleMembers() {
        return Set.copyOf(cycleMembers);
    }

    private void resolve(String start) {
        Set<String> path = new LinkedHashSet<>();
        String current = start;
        while (pointers.containsKey(current)
                && !survivors.containsKey(current)
                && !cycleMembers.contains(current)
                && path.add(current)) {
            current = pointers.get(current);
        }
        if (path.contains(current)) {
            closeCycle(path, current);
        }
        String survivor = survivors.getOrDefault(current, current);
        for (String merged : path) {
            if (!cycleMembers.contains(merged)) {
                survivors.put(merged, survivor);
            }
        }
    }

    private void closeCycle(Set<String> path, String first) {
        boolean inCycle = false;
        for (String id : path) {
            inCycle |= id.equals(first);
            if (inCycle) {
                cycleMembers.add(id);
            }
        }
    }
}
