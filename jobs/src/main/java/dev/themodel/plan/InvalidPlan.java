package dev.themodel.plan;

import java.util.List;

/** A plan can't be reckoned from what was asked; tells everything that is wrong at once. */
public final class InvalidPlan extends IllegalArgumentException {

    private final transient List<String> problems;

    InvalidPlan(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each problem. */
    public List<String> problems() {
        return problems;
    }
}
