package dev.themodel.cli;

import dev.themodel.night.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything again from raw. */
@Command(
        name = "rebuild",
        description =
                "Makes star and marts again from raw, as of the last night. Ends in the same rows; histories stay.",
        footer = {"", "Example: bin/warehouse rebuild --layer mart"})
final class RebuildCommand implements Callable<Integer> {

    /** What can be made again. */
    enum Layer {
        star,
        mart
    }

    @Mixin
    private CommonOptions common;

    @Mixin
    private CommonOptions.Writing writing;

    @Option(
            names = "--layer",
            paramLabel = "star|mart",
            description =
                    "mart: only the marts, from the star as it stands; star (and without the option): the star and"
                            + " the marts, which follow it.")
    private Layer layer = Layer.star;

    @Override
    public Integer call() {
        return new NightRuns(common, writing).rebuild(layer == Layer.mart ? Part.MARTS : Part.DERIVED);
    }
}
