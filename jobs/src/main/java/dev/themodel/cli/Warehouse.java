package dev.themodel.cli;

import dev.themodel.config.InvalidSettings;
import dev.themodel.ingest.InvalidMapping;
import dev.themodel.lake.SqlText;
import dev.themodel.night.WarehouseLock;
import dev.themodel.night.WrongUsage;
import dev.themodel.plan.InvalidPlan;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code bin/warehouse COMMAND [options]}. */
@Command(
        name = "warehouse",
        description = "A nightly batch warehouse for companies that sell the \"The Model\" way.",
        subcommands = {
            DemoCommand.class,
            TestCommand.class,
            SimulateCommand.class,
            NightlyCommand.class,
            PhaseCommands.Ingest.class,
            PhaseCommands.Star.class,
            PhaseCommands.Marts.class,
            BackfillCommand.class,
            RebuildCommand.class,
            SqlCommand.class,
            PlanCommand.class,
            FeedsCommand.class,
            TryCommand.class,
            StatusCommand.class,
            JourneyCommand.class,
            FeedbackCommand.class,
            CheckCommand.class,
            UpkeepCommand.class,
            AirflowCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 with --strict: done, with warnings;",
            "  4 a blocking check failed, nothing published; 5 another run holds the warehouse.",
            "",
            "Example: bin/warehouse demo"
        })
public final class Warehouse implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Results are UTF-8 on any machine: the default encoding of stdout follows the locale.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        int code = run(arguments);
        System.out.flush();
        System.err.flush();
        // Spark leaves threads behind that are no daemons; its own hooks end the session and delete its temporary
        // files.
        System.exit(code);
    }

    /** Runs a command; returns its exit code. */
    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Warehouse());
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(32);
        line.setParameterExceptionHandler((exception, given) -> {
            System.err.println(exception.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, line.getErr());
            System.err.println("See: bin/warehouse "
                    + (exception.getCommandLine().getParent() == null
                            ? ""
                            : exception.getCommandLine().getCommandName() + " ")
                    + "--help");
            outcome(given, 2, exception.getMessage());
            return 2;
        });
        line.setExecutionExceptionHandler((exception, commandLine, result) -> failed(exception, arguments));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static int failed(Exception exception, String[] arguments) {
        int code = code(exception);
        String message = Messages.of(exception);
        System.err.println(message);
        if (Arrays.asList(arguments).contains("--verbose")) {
            exception.printStackTrace();
        } else if (code == 1) {
            System.err.println("(--verbose shows where this happened.)");
        }
        outcome(arguments, code, message);
        return code;
    }

    private static int code(Throwable exception) {
        if (exception instanceof WarehouseLock.Held) {
            return 5;
        }
        boolean isUsage = exception instanceof WrongUsage
                || exception instanceof InvalidSettings
                || exception instanceof InvalidPlan
                || exception instanceof InvalidMapping
                || exception instanceof SqlText.InvalidSql;
        return isUsage ? 2 : 1;
    }

    /** With {@code --json} a failure, too, ends in one JSON object on stdout. */
    private static void outcome(String[] arguments, int code, String message) {
        List<String> given = Arrays.asList(arguments);
        if (given.contains("--json")) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", given.get(0));
            members.put("outcome", "failed");
            members.put("exit_code", code);
            members.put("message", message);
            System.out.println(RowFormat.json(members));
        }
    }
}
