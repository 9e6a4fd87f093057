package dev.themodel.night;

import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.LedgerEntry;
import dev.themodel.lake.SideBySide;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Takes away what a killed or blocked run left, before anything is written: each table goes back to the version that
 * the ledger knows. A kill is harmless because every phase starts from exactly the state before it.
 */
final class Recovery {

    private final Lake lake;
    private final Ledger ledger;
    private final String runId;
    private final Progress progress;

    /** @param progress is told before tables are brought back, and nothing where there are none */
    Recovery(Lake lake, Ledger ledger, String runId, Progress progress) {
        this.lake = lake;
        this.ledger = ledger;
        this.runId = runId;
        this.progress = progress;
    }

    /**
     * Brings tables back.
     *
     * @param part what is going to run: only what it reads or writes is looked at
     * @param keepsStar whether a finished but not yet published star phase is to stand, as before the marts of it
     * @return the ledger's state afterwards
     */
    Ledger.State run(Ledger.State state, Part part, boolean keepsStar) {
        List<TableName> tables = written(part);
        List<Long> versions = SideBySide.run(tables.stream()
                .<Callable<Long>>map(table -> () -> lake.version(table))
                .toList());
        List<Callable<LedgerEntry>> steps = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            TableName table = tables.get(i);
            long version = versions.get(i);
            long wanted = wanted(table, state, keepsStar);
            Optional<LedgerEntry> latest = Optional.ofNullable(state.latest().get(table));
            boolean stands = version == wanted
                    || (latest.isPresent()
                            && latest.get().write().version() == version
                            && latest.get().stands(wanted));
            // What a night given up left unchanged claims rows, too, that the star does not hold any more.
            boolean claimsMore = table.layer().equals("star")
                    && !keepsStar
                    && latest.isPresent()
                    && latest.get().ingestId() > state.publishedIngestId();
            if (version >= 0 && (!stands || claimsMore)) {
                steps.add(() -> restore(table, wanted, stands, state));
            }
        }
        if (steps.isEmpty()) {
            return state;
        }
        progress.note("A run that was killed or published nothing left something in " + steps.size()
                + (steps.size() == 1 ? " table" : " tables") + ": going back to what stood before it ...");
        ledger.record(SideBySide.run(steps), state.sequence() + 1);
        return ledger.state();
    }

    /** The tables that phases write: all but the ledger itself, which is appended in single commits. */
    private List<TableName> written(Part part) {
        List<TableName> tables = new ArrayList<>(lake.written("raw"));
        lake.written("ops").stream()
                .filter(table -> !Ledger.OWN.contains(table))
                .forEach(tables::add);
        if (part != Part.INGEST) {
            tables.addAll(lake.written("star"));
        }
        if (part.hasMarts()) {
            tables.addAll(lake.written("mart"));
        }
        return tables;
    }

    private static long wanted(TableName table, Ledger.State state, boolean keepsStar) {
        boolean isReceived = table.layer().equals("raw") || table.layer().equals("ops");
        if (isReceived || (keepsStar && table.layer().equals("star"))) {
            LedgerEntry latest = state.latest().get(table);
            return latest == null ? -1 : latest.write().version();
        }
        return state.publishedVersion(table);
    }

    private LedgerEntry restore(TableName table, long wanted, boolean stands, Ledger.State state) {
        long begun = System.nanoTime();
        long version = stands ? lake.version(table) : lake.restore(table, wanted);
        LedgerEntry origin = table.layer().equals("raw") || table.layer().equals("ops")
                ? state.latest().get(table)
                : state.served().get(table);
        boolean isKnown = origin != null && wanted >= 0;
        TableWrite write = new TableWrite(
                table,
                LedgerEntry.RESTORE,
                version,
                -1,
                -1,
                (System.nanoTime() - begun) / 1e9,
                isKnown ? origin.write().fingerprint() : "",
                Set.of());
        return new LedgerEntry(
                runId,
                LedgerEntry.RESTORE,
                Optional.empty(),
                write,
                isKnown ? origin.ingestId() : 0,
                OptionalLong.of(wanted),
                0);
    }
}
