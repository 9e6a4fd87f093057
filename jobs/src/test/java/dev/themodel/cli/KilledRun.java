package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command in a process of its own that is killed with SIGKILL at a moment seen from outside, in its files. */
final class KilledRun {

    private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");
    /** Delta writes a commit beside its place and moves it there: what is to be committed, and is not yet. */
    private static final Pattern COMMIT_TO_BE = Pattern.compile("\\.?\\d{20}\\.json.*");

    private static final Duration LOOK = Duration.ofNanos(100_000);

    private final ForkedCommand forked;
    private final Path warehouse;
    private final Path log;
    private final List<String> arguments;

    KilledRun(ForkedCommand forked, Path warehouse, Path landing, String command, String night) {
        this.forked = forked;
        this.warehouse = warehouse;
        this.log = warehouse.resolveSibling("killed.log");
        this.arguments = List.of(
                command,
                "--date",
                night,
                "--master",
                "local[2]",
                "--warehouse",
                warehouse.toString(),
                "--landing",
                landing.toString());
    }

    /** Kills it some time after its start. */
    void killAfter(Duration time) throws IOException, InterruptedException {
        Process process = forked.start(log, arguments);
        assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended before it was killed: %s", Files.readString(log))
                .isFalse();
        kill(process);
    }

    /**
     * Kills it once a commit to a table is about to be made, or is.
     *
     * @param phase the commit is awaited from the begin of this phase on; empty from the start, where a recovery is
     * @param isMade whether to wait until the commit is there
     * @return whether it was there when the process had died
     */
    boolean killAtCommit(String phase, TableName table, boolean isMade) throws IOException, InterruptedException {
        Path folder = warehouse.resolve(table.layer()).resolve(table.table()).resolve("_delta_log");
        Process process = forked.start(log, arguments);
        while (process.isAlive() && !phase.isEmpty() && !Files.readString(log).contains(phase + " ...")) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Set<String> before = new HashSet<>(names(folder));
        Pattern awaited = isMade ? COMMIT : COMMIT_TO_BE;
        while (process.isAlive() && !hasAnother(folder, before, awaited)) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        assertThat(process.isAlive())
                .as("ended before %s was committed: %s", table, Files.readString(log))
                .isTrue();
        kill(process);
        return hasAnother(folder, before, COMMIT);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor()).as("ended by SIGKILL").isEqualTo(128 + 9);
    }

    private static boolean hasAnother(Path folder, Set<String> before, Pattern name) throws IOException {
        return names(folder).stream()
                .anyMatch(file -> !before.contains(file) && name.matcher(file).matches());
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
