package dev.themodel.cli;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Files in bounds. */
@Command(
        name = "upkeep",
        description = "Deletes files that no published version and no reader needs any more, and joins small ones."
                + " The rows stay the same; the two newest published sets stay readable. Run it once a week.",
        footer = {"", "Example: bin/warehouse upkeep --dry-run"})
final class UpkeepCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private CommonOptions.Writing writing;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean isDryRun;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "Keep files so long after a newer version did without them (default: upkeep.retention_days"
                    + " of the configuration, 7).")
    private Integer days;

    @Option(names = "--force", description = "Also with a retention of less than 7 days, which a long reader may feel.")
    private boolean force;

    @Override
    public Integer call() {
        return new NightRuns(common, writing)
                .upkeep(days == null ? OptionalInt.empty() : OptionalInt.of(days), isDryRun, force);
    }
}
