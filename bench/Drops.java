import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes the drops of a company about 37 times the size of the example's, some 20,000 visits a day, without a CRM that
 * is older than its first visit: {@code Drops <last day> <days> <landing folder>}.
 */
public final class Drops {

    private static final double SCALE = 37;

    private Drops() {}

    public static void main(String[] arguments) throws Exception {
        LocalDate last = LocalDate.parse(arguments[0]);
        LocalDate first = last.minusDays(Long.parseLong(arguments[1]) - 1);
        new Simulation(SimulationOptions.of(first, last).withScale(SCALE).withHistoryMonths(0))
                .write(Path.of(arguments[2]));
    }
}
