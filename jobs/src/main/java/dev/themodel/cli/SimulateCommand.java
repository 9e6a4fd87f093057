package dev.themodel.cli;

import dev.themodel.night.BusinessDates;
import dev.themodel.night.WrongUsage;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import dev.themodel.simulate.SimulationSummary;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A company's nightly drops. */
@Command(
        name = "simulate",
        description = "Writes the nightly drops of an example company into the landing folder; its truth lies beside"
                + " them in _truth. The same seed gives the same bytes.",
        footer = {"", "Example: bin/warehouse simulate --from 2026-01-01 --to 2026-01-31 --seed 7 --landing landing"})
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Option(names = "--from", required = true, paramLabel = "D", description = "The first drop's date, YYYY-MM-DD.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "D", description = "The last drop's date, YYYY-MM-DD.")
    private String to;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "The company's size; 1 is 16,000 visitors a month (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Override
    public Integer call() throws IOException {
        LocalDate first = BusinessDates.parse("--from", from);
        LocalDate last = BusinessDates.parse("--to", to);
        SimulationOptions options;
        try {
            options = SimulationOptions.of(first, last).withSeed(seed).withScale(scale);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e.getMessage(), e);
        }
        SimulationSummary summary = new Simulation(options).write(new HadoopLanding(common.landing));
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "simulate");
            members.put("outcome", "done");
            members.put("exit_code", 0);
            members.put("files", summary.files());
            members.put("rows", summary.rows());
            members.put("truth", summary.truthPath());
            System.out.println(RowFormat.json(members));
        } else {
            System.out.println(summary.files() + " files with " + summary.rows() + " rows in " + common.landing
                    + ", the truth about them in " + summary.truthPath());
        }
        return 0;
    }
}
