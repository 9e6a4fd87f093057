package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.LedgerEntry;
import dev.themodel.lake.TableWrite;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a phase works with.
 *
 * @param lake the warehouse's tables
 * @param settings the configuration
 * @param landing the landing folder
 * @param night the business date that is run
 * @param asOf the greatest business date ever run, this one included
 * @param runId the run's name in the ledger
 * @param state what the ledger said after recovery and the phases before
 * @param starWrites what the star phase of this publication did; empty before it
 * @param everything whether to make all rows anew
 */
record NightContext(
        Lake lake,
        Settings settings,
        String landing,
        LocalDate night,
        LocalDate asOf,
        String runId,
        Ledger.State state,
        List<TableWrite> starWrites,
        boolean everything) {

    /** What all phases wrote since the last publication, however many runs that took. */
    List<TableWrite> unpublishedWrites() {
        List<TableWrite> writes = new ArrayList<>(starWrites);
        state.latest().values().stream()
                .filter(entry ->
                        !entry.table().layer().equals("star") && !entry.stands(state.publishedVersion(entry.table())))
                .map(LedgerEntry::write)
                .forEach(writes::add);
        return writes;
    }

    NightContext with(Ledger.State newState, List<TableWrite> newStarWrites) {
        return new NightContext(lake, settings, landing, night, asOf, runId, newState, newStarWrites, everything);
    }
}
