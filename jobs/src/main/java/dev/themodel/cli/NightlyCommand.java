package dev.themodel.cli;

import dev.themodel.night.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One night. */
@Command(
        name = "nightly",
        description =
                "Runs one night: ingest, star, marts, checks, publish. Safe to repeat, to kill and to repeat again.",
        footer = {"", "Example: bin/warehouse nightly --date 2026-01-31"})
final class NightlyCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private CommonOptions.Writing writing;

    @Option(names = "--date", required = true, paramLabel = "D", description = "The business date, YYYY-MM-DD.")
    private String date;

    @Option(names = "--force", description = "Also where the date lies more than 31 days beyond the newest landed day.")
    private boolean force;

    @Override
    public Integer call() {
        return new NightRuns(common, writing).run("nightly", Part.ALL, date, force);
    }
}
