package dev.themodel.ingest;

import java.util.Set;

/** One record of a file. */
sealed interface SourceRecord {

    /** Its place in the file; 1 is the first after the header. Blank lines do not count. */
    long number();

    /** A record that could be taken apart. */
    non-sealed interface Whole extends SourceRecord {

        /** The value of one of the columns asked for, by its place among them; null where the record has none. */
        Object value(int column);

        /** The record's own text; what stands in the given columns (lower-case names) is masked. */
        String text(Set<String> maskedColumns);
    }

    /** A record that could not be taken apart. */
    record Broken(long number, Reason reason) implements SourceRecord {}
}
