package dev.themodel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every check over everything. */
@Command(
        name = "check",
        description = "Runs every check over everything that is published; writes nothing but what they found.",
        footer = {"", "Example: bin/warehouse check"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private CommonOptions.Writing writing;

    @Override
    public Integer call() {
        return new NightRuns(common, writing).check();
    }
}
