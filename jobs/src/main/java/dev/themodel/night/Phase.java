package dev.themodel.night;

/** One part of a night. Safe to repeat: it starts from what the ledger knows and leaves the rest to recovery. */
@FunctionalInterface
interface Phase {
    PhaseReport run(NightContext context);
}
