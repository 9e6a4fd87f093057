package dev.themodel.cli;

import dev.themodel.config.Settings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What every command knows. */
final class CommonOptions {

    @Option(
            names = "--warehouse",
            paramLabel = "DIR|URI",
            defaultValue = "warehouse",
            description = "The warehouse: any Hadoop path (default: ${DEFAULT-VALUE}).")
    String warehouse;

    @Option(
            names = "--landing",
            paramLabel = "DIR|URI",
            defaultValue = "landing",
            description = "Where files land: any Hadoop path (default: ${DEFAULT-VALUE}).")
    String landing;

    @Option(
            names = "--config",
            paramLabel = "FILE|DIR",
            defaultValue = Settings.DEFAULT_LOCATION,
            description = "warehouse.yaml, or a folder with warehouse.yaml, channels.csv, sources/ and sql/;"
                    + " what it lacks is as shipped (default: ${DEFAULT-VALUE}).")
    String config;

    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "local[*]",
            description = "Spark's master; spark-submit's own wins (default: ${DEFAULT-VALUE}).")
    String master;

    @Option(names = "--json", description = "The last line on stdout is one JSON object with the outcome.")
    boolean json;

    @Option(names = "--verbose", description = "Show stack traces and the engine's own log.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    /** The configuration. */
    Settings settings() {
        return Settings.load(config);
    }

    /** What the commands that write know besides. */
    static final class Writing {

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "0",
                description = "Wait so long for another run that holds the warehouse (default: ${DEFAULT-VALUE}).")
        long wait;

        @Option(names = "--strict", description = "Exit with 3 where there were warnings.")
        boolean strict;

        Duration waiting() {
            return Duration.ofSeconds(Math.max(0, wait));
        }
    }
}
