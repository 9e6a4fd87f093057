package dev.themodel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same arguments, same bytes; a longer range begins with the same drops. */
class SimulationTest {

    private static final LocalDate FROM = LocalDate.of(2025, 12, 20);

    @TempDir
    private Path folder;

    @Test
    void sameSeedYieldsTheSameBytesAndAnotherSeedOthers() throws Exception {
        Map<String, byte[]> once = drops("once", 7, LocalDate.of(2026, 1, 10));
        Map<String, byte[]> again = drops("again", 7, LocalDate.of(2026, 1, 10));
        assertThat(differing(once, again)).isEmpty();
        assertThat(once.keySet()).isEqualTo(again.keySet());
        Map<String, byte[]> other = drops("other", 8, LocalDate.of(2026, 1, 10));
        assertThat(differing(once, other)).hasSizeGreaterThan(100);
    }

    @Test
    void aLongerRangeBeginsWithTheSameDrops() throws Exception {
        Map<String, byte[]> shorter = drops("shorter", 3, LocalDate.of(2026, 1, 5));
        Map<String, byte[]> longer = drops("longer", 3, LocalDate.of(2026, 2, 20));
        shorter.remove(Simulation.TRUTH_PATH);
        assertThat(differing(shorter, longer)).isEmpty();
        longer.keySet().removeIf(path -> !path.contains("/dt=") || dt(path).compareTo("2026-01-05") > 0);
        assertThat(longer.keySet()).isEqualTo(shorter.keySet());
    }

    @Test
    void noFileIsLeftUnfinishedButTheOneMeantToBe() throws Exception {
        Map<String, byte[]> files = drops("whole", 1, LocalDate.of(2026, 1, 10));
        assertThat(files.keySet().stream().filter(path -> path.endsWith(".tmp")))
                .allMatch(path -> path.contains("-unfinished"));
    }

    @Test
    void aSmallCompanysDropsMayBeTakenInOneNightThoughSomeRowsAreBad() throws Exception {
        Truth truth = new Simulation(
                        SimulationOptions.of(FROM, LocalDate.of(2026, 4, 20)).withScale(0.05))
                .write(folder.resolve("small"))
                .truth();
        Map<String, Long> rows = new HashMap<>();
        Map<String, Long> rejected = new HashMap<>();
        for (Truth.FileTruth file : truth.files()) {
            long sum = rows.merge(file.feed(), file.rows(), Long::sum);
            long bad = rejected.merge(file.feed(), file.rejected(), Long::sum);
            assertThat(bad * 10)
                    .as("bad rows up to %s, of %d rows", file.path(), sum)
                    .isLessThanOrEqualTo(sum);
        }
        assertThat(rejected.values())
                .as("feeds with bad rows")
                .filteredOn(bad -> bad > 0)
                .hasSizeGreaterThan(5);
    }

    @Test
    void optionsRefuseWhatCannotBeSimulated() {
        assertThatThrownBy(() -> SimulationOptions.of(FROM, FROM.minusDays(1)))
                .hasMessage("--to 2025-12-19 lies before --from 2025-12-20");
        SimulationOptions options = SimulationOptions.of(FROM, FROM);
        assertThatThrownBy(() -> options.withScale(0)).hasMessageContaining("--scale 0.0");
    }

    private Map<String, byte[]> drops(String name, long seed, LocalDate to) throws Exception {
        Path landing = folder.resolve(name);
        SimulationOptions options =
                SimulationOptions.of(FROM, to).withSeed(seed).withScale(0.3).withHistoryMonths(14);
        SimulationSummary summary = new Simulation(options).write(landing);
        Map<String, byte[]> files = LandedFiles.bytes(landing);
        assertThat(summary.files() + 1).isEqualTo(files.size());
        assertThat(Files.exists(landing.resolve(summary.truthPath()))).isTrue();
        return files;
    }

    private static List<String> differing(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().stream()
                .filter(path -> !Arrays.equals(some.get(path), others.get(path)))
                .toList();
    }

    private static String dt(String path) {
        return path.replaceFirst(".*/dt=([0-9-]{10})/.*", "$1");
    }
}
