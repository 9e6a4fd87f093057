package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of {@code ops.table_run}: what a phase did to a table.
 *
 * @param runId the run
 * @param phase ingest, star, marts, rebuild, restore or upkeep
 * @param night business date of the run; empty where it had none
 * @param write what was done
 * @param ingestId greatest ingest whose rows went in, 0 where nothing was consumed
 * @param restoredVersion of a restore the version brought back, -1 where the table was emptied; of an upkeep the
 *     version whose rows were packed anew
 * @param sequence number in the ledger, strictly increasing by phase; 0 until recorded
 */
public record LedgerEntry(
        String runId,
        String phase,
        Optional<LocalDate> night,
        TableWrite write,
        long ingestId,
        OptionalLong restoredVersion,
        long sequence) {

    public static final String INGEST = "ingest";
    public static final String STAR = "star";
    public static final String MARTS = "marts";
    public static final String RESTORE = "restore";
    public static final String UPKEEP = "upkeep";

    public TableName table() {
        return write.table();
    }

    /** Whether the table now holds exactly the rows of a version: it is that one, or its rows again. */
    public boolean stands(long version) {
        return write.version() == version || (restoredVersion.isPresent() && restoredVersion.getAsLong() == version);
    }
}
