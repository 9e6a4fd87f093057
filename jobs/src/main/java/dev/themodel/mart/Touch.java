package dev.themodel.mart;

import dev.themodel.lake.TableWrite;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run has changed of a table, as far as the tables below it need to know.
 *
 * @param isEverything any row may have changed
 * @param dates business dates of the rows that changed, before and after
 * @param isUndated rows changed that have no date, such as those of a dimension
 */
public record Touch(boolean isEverything, Set<LocalDate> dates, boolean isUndated) {

    public static final Touch NOTHING = new Touch(false, Set.of(), false);
    public static final Touch EVERYTHING = new Touch(true, Set.of(), false);
    public static final Touch UNDATED = new Touch(false, Set.of(), true);

    public Touch {
        dates = Set.copyOf(dates);
    }

    /** Rows of these dates changed. */
    public static Touch of(Set<LocalDate> dates) {
        return new Touch(false, dates, false);
    }

    /** What a write means for the tables below. */
    public static Touch of(TableWrite write) {
        if (write.mode().equals(TableWrite.UNCHANGED)) {
            return NOTHING;
        }
        if (write.mode().equals(TableWrite.REBUILT)) {
            return EVERYTHING;
        }
        return write.touchedDates().isEmpty() ? UNDATED : of(write.touchedDates());
    }

    public boolean isNothing() {
        return !isEverything && dates.isEmpty() && !isUndated;
    }

    /** What changed by either. */
    public Touch and(Touch other) {
        Set<LocalDate> both = new TreeSet<>(dates);
        both.addAll(other.dates);
        return new Touch(isEverything || other.isEverything, both, isUndated || other.isUndated);
    }
}
