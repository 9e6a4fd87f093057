package dev.themodel.night;

/** The phases of a night. */
interface Phases {

    /** Landing to raw. */
    Phase ingest();

    /** Raw to star. */
    Phase star();

    /** Star to marts. */
    Phase marts();

    /** The checks before publishing. */
    Checking checks();

    /** Runs checks and writes down what they found. */
    @FunctionalInterface
    interface Checking {
        CheckReport run(NightContext context);
    }
}
