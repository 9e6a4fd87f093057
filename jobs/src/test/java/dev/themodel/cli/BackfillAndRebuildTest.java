package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.TableName;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a range by one command, and everything anew, end in the rows of nights one by one. */
@Tag("long")
class BackfillAndRebuildTest {

    private static final LocalDate FROM = LocalDate.of(2026, 3, 30);
    private static final LocalDate TO = LocalDate.of(2026, 4, 1);
    private static final List<TableName> HISTORY = List.of(TableName.of("mart", "funnel_history"));

    @TempDir
    Path folder;

    @Test
    void endInTheRowsOfNightsOneByOne() throws IOException {
        Path landing = folder.resolve("landing");
        new Simulation(SimulationOptions.of(FROM, TO)
                        .withSeed(3)
                        .withScale(0.02)
                        .withHistoryMonths(3))
                .write(landing);
        Path oneByOne = folder.resolve("one-by-one");
        FROM.datesUntil(TO.plusDays(1))
                .forEach(night -> Warehouses.run("nightly", oneByOne, landing, "--date", night.toString()));

        Path backfilled = folder.resolve("backfilled");
        String said =
                Warehouses.said("backfill", backfilled, landing, "--from", FROM.toString(), "--to", TO.toString());
        assertThat(said.lines().filter(line -> line.matches("night .*|backfill .*: done.*")))
                .as("each night, then how each ended")
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("night 2026-03-30"),
                        line -> assertThat(line).isEqualTo("night 2026-03-31"),
                        line -> assertThat(line).isEqualTo("night 2026-04-01"),
                        line -> assertThat(line).startsWith("backfill 2026-03-30: done with warnings, publication 1"),
                        line -> assertThat(line).startsWith("backfill 2026-03-31: done with warnings, publication 2"),
                        line -> assertThat(line).startsWith("backfill 2026-04-01: done with warnings, publication 3"));
        Warehouses.sameRows("backfill and nights one by one", backfilled, oneByOne);
        Warehouses.sameRows("backfill and nights one by one", backfilled, oneByOne, HISTORY);

        String rebuilt = Warehouses.said("rebuild", backfilled, landing);
        assertThat(rebuilt)
                .contains("mart.funnel_period: all rows anew, as asked for")
                .contains("rebuild: done");
        Warehouses.sameRows("rebuild and nights one by one", backfilled, oneByOne);
        Warehouses.sameRows("rebuild and nights one by one", backfilled, oneByOne, HISTORY);

        assertThat(Warehouses.said("rebuild", backfilled, landing, "--layer", "mart"))
                .doesNotContain("star ...");
        Warehouses.sameRows("rebuild of the marts and nights one by one", backfilled, oneByOne);
        Warehouses.sameRows("rebuild of the marts and nights one by one", backfilled, oneByOne, HISTORY);
    }
}
