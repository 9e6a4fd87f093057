package dev.themodel.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used; tells every fault of it at once. */
public final class InvalidSettings extends RuntimeException {

    private final transient List<Fault> faults;

    InvalidSettings(List<Fault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the order of the files and of what was read in them. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults) {
        String head = faults.size() == 1
                ? "The configuration has 1 fault:"
                : "The configuration has " + faults.size() + " faults:";
        return head
                + faults.stream()
                        .map(fault -> System.lineSeparator() + "  " + fault)
                        .collect(Collectors.joining());
    }
}
