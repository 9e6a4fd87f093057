package dev.themodel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The nights of a range. */
@Command(
        name = "backfill",
        description = "Runs the nights of a range, oldest first, each as nightly does. Stops where one is blocked.",
        footer = {"", "Example: bin/warehouse backfill --from 2026-01-01 --to 2026-01-31"})
final class BackfillCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private CommonOptions.Writing writing;

    @Option(names = "--from", required = true, paramLabel = "D", description = "The first business date, YYYY-MM-DD.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "D", description = "The last business date, YYYY-MM-DD.")
    private String to;

    @Option(names = "--force", description = "Also where a date lies more than 31 days beyond the newest landed day.")
    private boolean force;

    @Override
    public Integer call() {
        return new NightRuns(common, writing).backfill(from, to, force);
    }
}
