package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a phase did to one table.
 *
 * @param table the table
 * @param mode {@link #REBUILT}, {@link #REPLACED}, {@link #APPENDED} or {@link #UNCHANGED}
 * @param version the table's version after it
 * @param rowsIn rows computed or taken in
 * @param rowsOut rows added or changed
 * @param seconds how long it took
 * @param fingerprint of the code, SQL, columns and settings that made the rows; empty where none is kept
 * @param touchedDates the business dates of the rows before and after that differ; empty after a rebuild, which
 *     touches all
 */
public record TableWrite(
        TableName table,
        String mode,
        long version,
        long rowsIn,
        long rowsOut,
        double seconds,
        String fingerprint,
        Set<LocalDate> touchedDates) {

    /** All rows are made anew: everything that depends on the table has to be, too. */
    public static final String REBUILT = "rebuilt";
    /** Some rows were replaced. */
    public static final String REPLACED = "replaced";
    /** Rows were added. */
    public static final String APPENDED = "appended";
    /** Files were joined: the same rows in fewer of them. */
    public static final String COMPACTED = "compacted";
    /** Nothing was written. */
    public static final String UNCHANGED = "unchanged";

    public TableWrite {
        Objects.requireNonNull(table);
        touchedDates = Set.copyOf(new TreeSet<>(touchedDates));
    }
}
