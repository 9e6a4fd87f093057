package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.TableName;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night killed with SIGKILL, from outside, right after some commit, and run again, ends as if undisturbed. */
@Tag("long")
class KilledNightTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
    private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
    private static final long SEED = 11;

    @TempDir
    Path folder;

    @Test
    void endsInTheRowsOfAnUndisturbedNight() throws Exception {
        Path landing = folder.resolve("landing");
        new Simulation(SimulationOptions.of(FIRST, SECOND)
                        .withSeed(SEED)
                        .withScale(0.02)
                        .withHistoryMonths(3))
                .write(landing);
        Path undisturbed = folder.resolve("undisturbed");
        Warehouses.run("nightly", undisturbed, landing, "--date", FIRST.toString());
        long commitsOfFirst = commits(undisturbed);
        Warehouses.run("nightly", undisturbed, landing, "--date", SECOND.toString());
        long commitsOfSecond = commits(undisturbed) - commitsOfFirst;

        Path killed = folder.resolve("killed");
        Random random = new Random(SEED);
        killAfter(1 + random.nextInt((int) commitsOfFirst - 1), killed, landing, FIRST);
        Warehouses.run("nightly", killed, landing, "--date", FIRST.toString());
        for (int tries = 0; tries < 2; tries++) {
            killAfter(1 + random.nextInt((int) commitsOfSecond - 1), killed, landing, SECOND);
        }
        Warehouses.run("nightly", killed, landing, "--date", SECOND.toString());
        Warehouses.sameRows("seed " + SEED + ": killed and undisturbed", killed, undisturbed);
    }

    /** Starts a night in a process of its own and kills it once so many more commits are there. */
    private static void killAfter(int commits, Path warehouse, Path landing, LocalDate night) throws Exception {
        long before = commits(warehouse);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Warehouse.class.getName()));
        command.addAll(List.of("nightly", "--date", night.toString(), "--master", "local[2]"));
        command.addAll(List.of("--warehouse", warehouse.toString(), "--landing", landing.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(warehouse.resolveSibling("killed.log").toFile())
                .start();
        while (process.isAlive() && commits(warehouse) < before + commits) {
            Thread.sleep(20);
        }
        process.destroyForcibly().waitFor();
        assertThat(commits(warehouse)).as("commits before the kill").isGreaterThanOrEqualTo(before + commits);
    }

    /** Commits to all tables; only names are read, since other files come and go meanwhile. */
    private static long commits(Path warehouse) throws IOException {
        long commits = 0;
        for (String layer : TableName.LAYERS) {
            for (Path table : entries(warehouse.resolve(layer))) {
                commits += entries(table.resolve("_delta_log")).stream()
                        .filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                        .count();
            }
        }
        return commits;
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
