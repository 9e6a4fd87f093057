package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Ledger;
import dev.themodel.model.TableName;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night killed with SIGKILL, from outside, at any moment, and run again, ends as if undisturbed. */
@Tag("long")
class KilledNightTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
    private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
    private static final long SEED = 11;
    /** Commits of one phase differ by their tables only: of those, one in so many is killed. */
    private static final int RECEIVED_FOR_A_KILL = 3;

    private static final int MARTS_FOR_A_KILL = 5;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private ForkedCommand forked;
    private Path landing;
    private Path undisturbed;
    private Path killed;

    @BeforeEach
    void simulate() throws Exception {
        forked = new ForkedCommand(folder);
        landing = folder.resolve("landing");
        undisturbed = folder.resolve("undisturbed");
        killed = folder.resolve("killed");
        new Simulation(SimulationOptions.of(FIRST, SECOND)
                        .withSeed(SEED)
                        .withScale(0.02)
                        .withHistoryMonths(3))
                .write(landing);
    }

    @Test
    void endsInTheRowsOfAnUndisturbedNight() throws Exception {
        long begun = System.nanoTime();
        Warehouses.run("nightly", undisturbed, landing, "--date", FIRST.toString());
        long whole = System.nanoTime() - begun;
        for (int kill = 0; kill < 3; kill++) {
            Duration time = Duration.ofNanos((long) (whole * random.nextDouble(0.1, 0.6)));
            new KilledRun(forked, killed, landing, "nightly", FIRST.toString()).killAfter(time);
            System.out.printf("nightly %s killed after %.1f s%n", FIRST, time.toMillis() / 1e3);
        }
        Warehouses.run("nightly", killed, landing, "--date", FIRST.toString());
        sameRows(FIRST);

        long newest = newestCommit(undisturbed);
        Warehouses.run("nightly", undisturbed, landing, "--date", SECOND.toString());
        List<TableName> committed = committedAfter(newest, undisturbed);

        List<TableName> received = committed.stream()
                .filter(table ->
                        table.layer().equals("raw") || table.layer().equals("ops") && !Ledger.OWN.contains(table))
                .toList();
        some(received, RECEIVED_FOR_A_KILL).forEach(table -> kill("ingest", "ingest", table, random.nextBoolean()));
        if (!kill("ingest", "ingest", Ledger.TABLE_RUN, false)) {
            kill("ingest", "ingest", Ledger.TABLE_RUN, true);
        }

        in("star", committed).forEach(table -> kill("star", "star", table, random.nextBoolean()));
        kill("star", "star", Ledger.TABLE_RUN, false);
        // what was left is taken away: killed while it is, and once it is
        kill("star", "", in("star", committed).get(0), true);
        kill("star", "", Ledger.TABLE_RUN, true);
        kill("nightly", "star", Ledger.TABLE_RUN, true);
        Warehouses.run("star", killed, landing, "--date", SECOND.toString());

        List<TableName> marts = in("mart", committed);
        some(marts, MARTS_FOR_A_KILL).forEach(table -> kill("marts", "marts", table, random.nextBoolean()));
        kill("marts", "marts", Ledger.TABLE_RUN, false);
        kill("marts", "", marts.get(marts.size() / 2), true);
        kill("marts", "marts", Ledger.TABLE_RUN, true);
        kill("marts", "checks", Ledger.CHECK, true);
        if (!kill("marts", "publish", Ledger.PUBLISHED, false)) {
            kill("nightly", "publish", Ledger.PUBLISHED, true);
        }
        kill("nightly", "", Ledger.RUN, false);
        Warehouses.run("nightly", killed, landing, "--date", SECOND.toString());
        sameRows(SECOND);
    }

    /** Returns whether the commit was there in the end: the process may be faster than the kill. */
    private boolean kill(String command, String phase, TableName table, boolean isMade) {
        long begun = System.nanoTime();
        try {
            boolean wasMade = new KilledRun(forked, killed, landing, command, SECOND.toString())
                    .killAtCommit(phase, table, isMade);
            System.out.printf(
                    "%s %s killed right %s %s of %s (%.1f s)%n",
                    command,
                    SECOND,
                    wasMade ? "after" : "before",
                    phase.isEmpty() ? "the first commit" : "the commit",
                    table,
                    (System.nanoTime() - begun) / 1e9);
            return wasMade;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what was received, when by, and what was said when. */
    private void sameRows(LocalDate night) {
        String story = "seed " + SEED + ", " + night + ": killed and undisturbed";
        Warehouses.sameRows(story, killed, undisturbed);
        Warehouses.sameRows(
                story,
                killed,
                undisturbed,
                Warehouses.lake(undisturbed).definitions().all("raw"));
        Warehouses.sameRows(story, killed, undisturbed, List.of(TableName.of("mart", "funnel_history"), Ledger.FILE));
    }

    private List<TableName> some(List<TableName> tables, int forOne) {
        int first = random.nextInt(forOne);
        return IntStream.range(0, tables.size())
                .filter(place -> place % forOne == first)
                .mapToObj(tables::get)
                .toList();
    }

    private static List<TableName> in(String layer, List<TableName> tables) {
        return tables.stream().filter(table -> table.layer().equals(layer)).toList();
    }

    private static long newestCommit(Path warehouse) throws IOException {
        return commits(warehouse).stream()
                .mapToLong(KilledNightTest::written)
                .max()
                .orElseThrow();
    }

    /** The tables committed to after an instant, in the order of their last commits. */
    private static List<TableName> committedAfter(long instant, Path warehouse) throws IOException {
        List<TableName> tables = new ArrayList<>();
        commits(warehouse).stream()
                .filter(commit -> written(commit) > instant)
                .sorted(Comparator.comparingLong(KilledNightTest::written).reversed())
                .map(commit -> warehouse.relativize(commit))
                .map(commit -> TableName.of(
                        commit.getName(0).toString(), commit.getName(1).toString()))
                .distinct()
                .forEach(table -> tables.add(0, table));
        assertThat(tables).contains(Ledger.PUBLISHED, TableName.of("star", "stage_entry"));
        return tables;
    }

    private static long written(Path commit) {
        try {
            return Files.getLastModifiedTime(commit).toMillis();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> commits(Path warehouse) throws IOException {
        try (Stream<Path> files = Files.walk(warehouse)) {
            return files.filter(file -> file.toString().matches(".*/_delta_log/\\d{20}\\.json"))
                    .toList();
        }
    }
}
