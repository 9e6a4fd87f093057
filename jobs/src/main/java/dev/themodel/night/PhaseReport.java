package dev.themodel.night;

import dev.themodel.lake.TableWrite;
import java.util.List;
import java.util.Map;

/**
 * What a phase did.
 *
 * @param writes the tables it looked at, in order
 * @param ingestId the greatest ingest whose rows the tables now hold
 * @param warnings what people should look at, in words
 * @param notices what they may want to know, such as a rebuild for a changed definition
 * @param figures counts for the outcome, by name
 */
record PhaseReport(
        List<TableWrite> writes,
        long ingestId,
        List<String> warnings,
        List<String> notices,
        Map<String, Object> figures) {

    PhaseReport {
        writes = List.copyOf(writes);
        warnings = List.copyOf(warnings);
        notices = List.copyOf(notices);
        figures = Map.copyOf(figures);
    }

    /** Whether any table has new rows. */
    boolean hasWritten() {
        return writes.stream().anyMatch(write -> !write.mode().equals(TableWrite.UNCHANGED));
    }
}
