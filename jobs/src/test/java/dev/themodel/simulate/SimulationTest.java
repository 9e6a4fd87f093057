package dev.themodel.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.Stage;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drops of the example company. */
class SimulationTest {

    @Test
    void aWeekHoldsOneQuarterOfAMonthsVisitors(@TempDir Path folder) throws Exception {
        SimulationOptions week = SimulationOptions.of(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 11))
                .withHistoryMonths(0);
        SimulationSummary summary = new Simulation(week).write(folder);
        assertThat(summary.truth().funnel().entered(Stage.VISITOR)).isBetween(3_300L, 3_900L);
    }
}
