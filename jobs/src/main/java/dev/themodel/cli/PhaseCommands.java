package dev.themodel.cli;

import dev.themodel.night.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The phases of a night one by one, for an orchestrator. */
final class PhaseCommands {

    private PhaseCommands() {}

    /** What the three share. */
    abstract static class OnePhase implements Callable<Integer> {

        private final String name;
        private final Part part;

        @Mixin
        private CommonOptions common;

        @Mixin
        private CommonOptions.Writing writing;

        @Option(names = "--date", required = true, paramLabel = "D", description = "The business date, YYYY-MM-DD.")
        private String date;

        @Option(
                names = "--force",
                description = "Also where the date lies more than 31 days beyond the newest landed day.")
        private boolean force;

        OnePhase(String name, Part part) {
            this.name = name;
            this.part = part;
        }

        @Override
        public Integer call() {
            return new NightRuns(common, writing).run(name, part, date, force);
        }
    }

    /** Landing to raw. */
    @Command(
            name = "ingest",
            description = "The first phase of a night: takes the files landed up to the date into raw.",
            footer = {"", "Example: bin/warehouse ingest --date 2026-01-31"})
    static final class Ingest extends OnePhase {
        Ingest() {
            super("ingest", Part.INGEST);
        }
    }

    /** Raw to star. */
    @Command(
            name = "star",
            description = "The second phase of a night: dimensions, facts and stage entries of what changed.",
            footer = {"", "Example: bin/warehouse star --date 2026-01-31"})
    static final class Star extends OnePhase {
        Star() {
            super("star", Part.STAR);
        }
    }

    /** Star to marts. */
    @Command(
            name = "marts",
            description = "The last phase of a night: marts, checks, publish. The star of the date comes before it.",
            footer = {"", "Example: bin/warehouse marts --date 2026-01-31"})
    static final class Marts extends OnePhase {
        Marts() {
            super("marts", Part.MARTS);
        }
    }
}
