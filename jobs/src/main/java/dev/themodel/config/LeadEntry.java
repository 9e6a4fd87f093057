package dev.themodel.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which instant makes a lead enter its stage. */
public enum LeadEntry {
    CREATED_AT,
    /** When Marketing handed it over, else its creation. */
    HANDED_OVER_AT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(LeadEntry::code).toList();
    }

    static Optional<LeadEntry> find(String code) {
        return Arrays.stream(values())
                .filter(entry -> entry.code().equals(code))
                .findFirst();
    }
}
