package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.night.Outcome;
import dev.themodel.night.Part;
import dev.themodel.night.Reader;
import dev.themodel.night.RunRequest;
import dev.themodel.night.Workload;
import dev.themodel.night.Writer;
import dev.themodel.night.WrongUsage;
import dev.themodel.plan.PlanRequest;
import dev.themodel.plan.ReversePlan;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import dev.themodel.simulate.SimulationSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example company, from its drops to its funnel. */
@Command(
        name = "demo",
        description =
                "Simulates the example company into a fresh folder (demo, demo-2, ...), runs its nights, prints its"
                        + " funnel, the plan against it and where to look next.",
        footer = {"", "Example: bin/warehouse demo"})
final class DemoCommand implements Callable<Integer> {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 5, 7);
    private static final int NIGHTS_ONE_BY_ONE = 7;
    private static final String RATES = "visitor=5%,lead=10%,opportunity=25%,meeting=50%";

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "The company's size; 1 is 16,000 visitors a month (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        SimulationOptions options;
        try {
            options = SimulationOptions.of(FROM, TO).withSeed(seed).withScale(scale);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e.getMessage(), e);
        }
        Path folder = freshFolder();
        String landing = folder.resolve("landing").toString();
        String warehouse = folder.resolve("warehouse").toString();
        System.err.println("Simulating the example company from " + FROM + " to " + TO + " into " + folder + " ...");
        SimulationSummary simulated = new Simulation(options).write(folder.resolve("landing"));
        System.err.println(simulated.files() + " files with " + simulated.rows() + " rows");

        Map<String, Object> made = new LinkedHashMap<>();
        made.put("warehouse", warehouse);
        made.put("landing", landing);
        made.put("files", simulated.files());
        made.put("rows", simulated.rows());
        LocalDate first = TO.minusDays(NIGHTS_ONE_BY_ONE - 1L);
        try (ConsoleProgress progress = new ConsoleProgress(NIGHTS_ONE_BY_ONE * 5);
                Writer writer = Writer.open(
                        warehouse,
                        common.master,
                        Duration.ZERO,
                        settings,
                        progress,
                        Workload.ofNight(warehouse, landing, new Configuration()))) {
            for (LocalDate night = first; !night.isAfter(TO); night = night.plusDays(1)) {
                progress.note("night " + night + (night.equals(first) ? ", with all the history" : ""));
                Outcome outcome =
                        writer.run(new RunRequest("nightly", Part.ALL, Optional.of(night), landing, settings, false));
                if (outcome.status() == Outcome.Status.BLOCKED) {
                    String message = outcome.message().orElse("");
                    System.err.println(message);
                    made.put("message", message);
                    return tell(outcome.word(), outcome.exitCode(false), made);
                }
            }
            ReversePlan plan = ReversePlan.of(PlanRequest.parse(
                    Long.toString(Math.round(10_000_000 * scale)),
                    Optional.of("1000000"),
                    Optional.of(RATES),
                    Optional.empty(),
                    settings.plan()));
            DemoReport report = new DemoReport(Reader.over(writer, settings), settings, plan);
            System.out.print(report.text());
            System.out.println(nextSteps(folder, warehouse, landing));
        }
        return tell("done", 0, made);
    }

    private int tell(String outcome, int exitCode, Map<String, Object> made) {
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "demo");
            members.put("outcome", outcome);
            members.put("exit_code", exitCode);
            members.putAll(made);
            System.out.println(RowFormat.json(members));
        }
        return exitCode;
    }

    private static String nextSteps(Path folder, String warehouse, String landing) {
        return String.join(
                System.lineSeparator(),
                "Three things to try next:",
                "  bin/warehouse sql --warehouse " + warehouse
                        + " \"SELECT month, channel, stage, entered, rate FROM mart.funnel_month ORDER BY 1, 2, 3\"",
                "  bin/warehouse feedback --department marketing --out " + folder.resolve("feedback") + " --warehouse "
                        + warehouse,
                "  drop a file of your own into " + landing + "/leads/dt=" + TO.plusDays(1)
                        + "/ (`bin/warehouse feeds leads` tells its columns), then",
                "    bin/warehouse nightly --date " + TO.plusDays(1) + " --warehouse " + warehouse + " --landing "
                        + landing,
                "(" + folder + " can be deleted at any time.)");
    }

    private static Path freshFolder() {
        Path folder = Path.of("demo");
        for (int number = 2; Files.exists(folder); number++) {
            folder = Path.of("demo-" + number);
        }
        return folder;
    }
}
