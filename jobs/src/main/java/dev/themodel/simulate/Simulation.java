package dev.themodel.simulate;

import dev.themodel.simulate.Prospects.Prospect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * The example company: one business day after the other its visitors come, and each person's story is told whole on the
 * day of the first visit; what becomes known on a day lies in that day's drop. Memory holds what is still to land, not
 * what has landed.
 */
public final class Simulation {

    /** Where the books lie below the landing folder; names that begin with {@code _} are not data. */
    public static final String TRUTH_PATH = "_truth/truth.json";

    private final SimulationOptions options;
    private final long firstDay;
    private final long lastDay;
    private final LocalDate historyStart;

    public Simulation(SimulationOptions options) {
        this.options = options;
        this.firstDay = options.from().toEpochDay();
        this.lastDay = options.to().toEpochDay();
        this.historyStart = options.from().minusMonths(options.historyMonths());
    }

    /**
     * Writes the drops and the truth below a folder of this machine.
     *
     * @throws IOException where a file can't be written
     */
    public SimulationSummary write(Path landing) throws IOException {
        return write(new LocalLanding(landing));
    }

    /**
     * Writes the drops and the truth.
     *
     * @throws IOException where a file can't be written
     */
    public SimulationSummary write(Landing landing) throws IOException {
        FunnelTruth funnel = new FunnelTruth();
        Truth truth = new Truth(options, funnel);
        Rates rates = new Rates(options.seed());
        World world = new World(options, historyStart, rates);
        Bookkeeper books = new Bookkeeper(lastDay, rates, funnel, truth);
        RecordCensus census = new RecordCensus(lastDay, truth);
        Outbox outbox = new Outbox(options.seed(), firstDay, lastDay);
        Prospects prospects = new Prospects(Company.ofThePlan(), options.seed());
        Arrivals arrivals = new Arrivals(Company.ofThePlan(), options.scale());

        Drop drop = drop(landing, firstDay, truth);
        outbox.begin(drop);
        for (long day = historyStart.toEpochDay(); day <= lastDay; day++) {
            if (day > firstDay) {
                drop.close();
                drop = drop(landing, day, truth);
                outbox.begin(drop);
            }
            for (Entity record : world.recordsOf(day)) {
                outbox.send(record);
                census.add(record);
            }
            for (long left = arrivals.on(day); left > 0; left--) {
                Prospect prospect = prospects.next();
                if (day >= firstDay || prospect.depth().isLead()) {
                    Journey journey = world.tell(prospect, day);
                    outbox.send(journey);
                    books.add(journey);
                    journey.entities().forEach(census::add);
                }
            }
        }
        drop.close();
        TruthFile.write(truth, landing.create(TRUTH_PATH));
        return new SimulationSummary(truth.fileCount(), truth.rows(), truth, TRUTH_PATH);
    }

    private Drop drop(Landing landing, long day, Truth truth) {
        return new Drop(landing, day, lastDay, new FaultPlan(options.seed(), day - firstDay), truth);
    }
}
