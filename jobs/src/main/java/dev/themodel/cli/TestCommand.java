package dev.themodel.cli;

import dev.themodel.night.WrongUsage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All the project's tests; {@code bin/warehouse} runs them by Maven before this is reached. */
@Command(
        name = "test",
        description = "Runs all the project's tests, in a checkout of it.",
        footer = {"", "Example: bin/warehouse test"})
final class TestCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        throw new WrongUsage("The tests are run by Maven: call `bin/warehouse test` in a checkout of the project");
    }
}
