package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Lake;
import dev.themodel.model.Stage;
import dev.themodel.model.TableName;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import dev.themodel.simulate.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        Truth truth = new Simulation(
                        SimulationOptions.of(FROM, TO).withSeed(seed).withScale(0.05))
                .write(landing)
                .truth();
        Path byNight = folder.resolve("by-night");
        FROM.datesUntil(TO.plusDays(1))
                .forEach(night -> Warehouses.run("nightly", byNight, landing, "--date", night.toString()));
        saysWhatWasSimulated(byNight, truth);
        tookInWhatWasLanded(byNight, truth);

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

    private static void saysWhatWasSimulated(Path warehouse, Truth truth) {
        Lake lake = Warehouses.lake(warehouse);
        assertThat(told(
                        lake,
                        "mart.funnel_period",
                        "period_kind = 'month' AND segment_type = 'all'"
                                + " AND entered + coalesce(active, 0) + if(stage = 'renewal', upstream_entered, 0) > 0",
                        "period_start, stage, entered, coalesce(active, 0), coalesce(from_upstream, 0),"
                                + " coalesce(no_upstream, 0), if(stage = 'renewal', upstream_entered, 0),"
                                + " if(stage = 'deal', amount_base, 0), if(stage = 'deal', without_rate, 0)"))
                .as("funnel_period")
                .isEqualTo(made(
                        truth.funnel().months().stream()
                                .filter(month -> month.entered() + month.active() + month.upstreamDue() > 0),
                        month -> Stream.of(
                                month.month(),
                                month.stage().code(),
                                month.entered(),
                                month.active(),
                                month.fromUpstream(),
                                month.noUpstream(),
                                month.upstreamDue(),
                                month.amountBase().setScale(2),
                                month.withoutRate())));
        assertThat(told(
                        lake,
                        "mart.funnel_cohort",
                        "period_kind = 'month' AND segment_type = 'all' AND entered > 0 AND stage <> 'renewal'",
                        "period_start, stage, entered, reached_next_ever"))
                .as("funnel_cohort")
                .isEqualTo(made(
                        truth.funnel().months().stream()
                                .filter(month -> month.entered() > 0 && month.stage() != Stage.RENEWAL),
                        month -> Stream.of(month.month(), month.stage().code(), month.entered(), month.wentOn())));
    }

    /** Of every file and of every row that does not fit, what became of it. */
    private static void tookInWhatWasLanded(Path warehouse, Truth truth) {
        Lake lake = Warehouses.lake(warehouse);
        assertThat(told(lake, "raw.rejected", "true", "feed, path, record, coalesce(`column`, ''), reason"))
                .as("rejected rows")
                .isNotEmpty()
                .isEqualTo(made(
                        truth.badRows().stream(),
                        bad -> Stream.of(bad.feed(), bad.path(), bad.record(), bad.column(), bad.reason())));
        assertThat(told(
                        lake,
                        "ops.file",
                        "refused_reason IS NULL AND rows_read > 0",
                        "feed, path, rows_read, rows_mapped, accepted, rejected, duplicate"))
                .as("files taken")
                .isEqualTo(made(
                        truth.files().stream(),
                        file -> Stream.of(
                                file.feed(),
                                file.path(),
                                file.rows(),
                                file.rows(),
                                file.accepted(),
                                file.rejected(),
                                file.duplicate())));
        assertThat(told(lake, "ops.file", "refused_reason IS NOT NULL", "feed, path, refused_reason, rows_read"))
                .as("files refused")
                .isEqualTo(made(
                        truth.refusedFiles().stream(), file -> Stream.of(file.feed(), file.path(), file.reason(), 0)));
        assertThat(truth.files())
                .as("rows = accepted + rejected + duplicate")
                .allMatch(file -> file.rows() == file.accepted() + file.rejected() + file.duplicate());
    }

    /** Rows of a table as text, sorted. */
    private static List<String> told(Lake lake, String table, String condition, String columns) {
        return lake
                .read(TableName.parse(table))
                .where(condition)
                .selectExpr("concat_ws('|', " + columns + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static <T> List<String> made(Stream<T> parts, Function<T, Stream<?>> columns) {
        return parts.map(part -> columns.apply(part).map(Object::toString).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }
}
