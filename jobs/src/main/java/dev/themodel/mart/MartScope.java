package dev.themodel.mart;

import dev.themodel.model.Period;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which of a mart's rows a run computes anew. */
sealed interface MartScope {

    /** All rows. */
    record Everything(String why) implements MartScope {}

    /** The rows of some periods; none where the set is empty. */
    record Periods(SortedSet<Period> periods) implements MartScope {
        public Periods {
            periods = new TreeSet<>(periods);
        }
    }
}
