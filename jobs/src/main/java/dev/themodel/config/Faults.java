package dev.themodel.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of a configuration, so that they are told together. */
final class Faults {

    private final List<Fault> found = new ArrayList<>();

    void add(String file, String path, String value, String expected) {
        found.add(new Fault(file, path, value, expected));
    }

    /** @throws InvalidSettings with all faults, where there is any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSettings(found);
        }
    }
}
