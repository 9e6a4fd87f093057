package dev.themodel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The six stages of the funnel, in order. Each stage's entries are the denominator (母数) of the next one's rate. */
public enum Stage {
    VISITOR("Visitor", "来訪者"),
    LEAD("Lead", "見込み客"),
    OPPORTUNITY("Opportunity", "案件"),
    MEETING("Meeting", "商談"),
    DEAL("Deal", "受注"),
    RENEWAL("Renewal", "継続");

    private final String english;
    private final String japanese;

    Stage(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    /** The code used in feeds, configuration and tables, such as {@code opportunity}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String english() {
        return english;
    }

    public String japanese() {
        return japanese;
    }

    /** The stage a unit goes on to, empty for the last. */
    public Optional<Stage> next() {
        return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
    }

    /** The stage a unit comes from, empty for the first. */
    public Optional<Stage> previous() {
        return ordinal() > 0 ? Optional.of(values()[ordinal() - 1]) : Optional.empty();
    }

    /**
     * The stage of a code.
     *
     * @throws IllegalArgumentException naming the code and the known ones
     */
    public static Stage of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown stage '" + code + "'; known: "
                        + codes().stream().collect(Collectors.joining(", "))));
    }

    /** All codes, in order. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Stage::code).toList();
    }
}
