package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Lake;
import dev.themodel.model.TableName;
import dev.themodel.simulate.FunnelTruth.MonthTruth;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import dev.themodel.simulate.SimulationSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must hold for any company, tried on simulated ones: nights one by one, all drops in one night, and a rebuild end
 * in the same rows, whatever the files are called and however often they come, and the rows say what was simulated.
 */
@Tag("long")
class SimulatedNightsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 3, 29);
    private static final LocalDate TO = LocalDate.of(2026, 4, 1);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7})
    void nightsAndRebuildEndInTheSameRows(long seed) throws IOException {
        Path landing = folder.resolve("landing");
        SimulationSummary simulated =
                new Simulation(SimulationOptions.of(FROM, TO).withSeed(seed).withScale(0.05)).write(landing);
        Path byNight = folder.resolve("by-night");
        FROM.datesUntil(TO.plusDays(1))
                .forEach(night -> Warehouses.run("nightly", byNight, landing, "--date", night.toString()));
        saysWhatWasSimulated(byNight, simulated);

        Path again = folder.resolve("again");
        rename(landing, again);
        Path atOnce = folder.resolve("at-once");
        Warehouses.run("nightly", atOnce, again, "--date", TO.toString());
        Warehouses.sameRows("seed " + seed + ": nights one by one, and all drops in one night", byNight, atOnce);

        Warehouses.run("rebuild", byNight, landing);
        Warehouses.sameRows("seed " + seed + ": a rebuild, and all drops in one night", byNight, atOnce);
    }

    /** Every file under another name, and every third one twice. */
    private static void rename(Path landing, Path renamed) throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.walk(landing)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = landing.relativize(file);
                if (relative.startsWith("_truth")) {
                    continue;
                }
                count++;
                Path target = renamed.resolve(relative).getParent();
                Files.createDirectories(target);
                String name = relative.getFileName().toString();
                Files.copy(file, target.resolve("z" + (1000 - count) + name.substring(name.indexOf('.'))));
                if (count % 3 == 0) {
                    Files.copy(file, target.resolve("a" + count + name.substring(name.indexOf('.'))));
                }
            }
        }
    }

    private static void saysWhatWasSimulated(Path warehouse, SimulationSummary simulated) {
        Lake lake = Warehouses.lake(warehouse);
        lake.read(TableName.parse("mart.funnel_period"))
                .where("period_kind = 'month' AND segment_type = 'all'")
                .createOrReplaceTempView("months");
        List<String> told = lake
                .spark()
                .sql("SELECT concat_ws('|', period_start, stage, entered, coalesce(from_upstream, 0),"
                        + " coalesce(no_upstream, 0)) FROM months WHERE entered > 0 ORDER BY 1")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
        List<String> made = simulated.truth().funnel().months().stream()
                .filter(month -> month.entered() > 0)
                .map(SimulatedNightsTest::text)
                .sorted()
                .toList();
        assertThat(told).isEqualTo(made);
        assertThat(lake.read(TableName.parse("ops.file"))
                        .where("rows_mapped <> accepted + rejected + duplicate")
                        .count())
                .isZero();
    }

    private static String text(MonthTruth month) {
        return String.join(
                "|",
                month.month().toString(),
                month.stage().code(),
                Long.toString(month.entered()),
                Long.toString(month.fromUpstream()),
                Long.toString(month.noUpstream()));
    }
}
