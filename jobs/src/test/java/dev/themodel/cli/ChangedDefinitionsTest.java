package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import dev.themodel.simulate.Simulation;
import dev.themodel.simulate.SimulationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The night after a change of the configuration makes anew what depends on it, says so, and leaves the rest alone. */
@Tag("long")
class ChangedDefinitionsTest {

    private static final String NIGHT = "2026-04-01";

    @TempDir
    Path folder;

    private Path landing;
    private Path warehouse;
    private Path configuration;

    @BeforeEach
    void simulate() throws IOException {
        landing = folder.resolve("landing");
        warehouse = folder.resolve("warehouse");
        configuration = Files.createDirectories(folder.resolve("my-conf"));
        LocalDate day = LocalDate.parse(NIGHT);
        new Simulation(SimulationOptions.of(day, day).withScale(0.02).withHistoryMonths(4)).write(landing);
    }

    @Test
    void whatDependsOnAChangeIsMadeAnewAndNoMore() throws IOException {
        night();
        assertThat(count("star.stage_entry", "channel = 'email'")).isPositive();

        assertThat(rebuiltBy(night())).as("nothing was changed").isEmpty();

        Files.writeString(configuration.resolve("warehouse.yaml"), "windows:\n  meeting: 120\n");
        Set<String> ofWindows = tables(
                "mart",
                "funnel_cohort handoff_quality stage_velocity success_factor plan_need kpi_plan plan_variance bottleneck");
        assertThat(rebuiltBy(night())).as("a window").isEqualTo(ofWindows);
        assertThat(written()).as("a window").isEqualTo(ofWindows);
        assertThat(count("mart.funnel_cohort", "stage = 'meeting' AND window_days <> 120"))
                .isZero();

        String rules = Files.readString(Path.of("conf/channels.csv"));
        Files.writeString(configuration.resolve("channels.csv"), rules.replace("\nemail,,,email", "\npartner,,,email"));
        Set<String> ofChannels = tables(
                "star",
                "dim_channel dim_visitor fact_visit fact_lead fact_opportunity fact_meeting fact_deal fact_renewal"
                        + " stage_entry delivery lead_touch visitor_activity visitor_cohort");
        Set<String> withoutChannels = tables("mart", "segment_label recurring_revenue");
        Definitions.shipped().all("mart").stream()
                .map(TableName::toString)
                .filter(mart -> !withoutChannels.contains(mart) && !mart.endsWith("_history"))
                .forEach(ofChannels::add);
        assertThat(rebuiltBy(night())).as("a channel rule").isEqualTo(marts(ofChannels));
        Set<String> ofChannelsAndHistory = new TreeSet<>(ofChannels);
        ofChannelsAndHistory.add("mart.funnel_history");
        assertThat(written()).as("a channel rule").isEqualTo(ofChannelsAndHistory);
        assertThat(count("star.stage_entry", "channel = 'email'")).isZero();

        Path own = Files.createDirectories(configuration.resolve("sql/mart/win_loss"));
        String query = Files.readString(Path.of("sql/mart/win_loss/query.sql"));
        Files.writeString(own.resolve("query.sql"), query.replace("NOT is_not_counted", "kind = 'new'"));
        Files.copy(Path.of("sql/mart/win_loss/table.sql"), own.resolve("table.sql"));
        assertThat(rebuiltBy(night())).as("a query").isEqualTo(tables("mart", "win_loss"));
        assertThat(written()).as("a query").isEqualTo(tables("mart", "win_loss"));
        assertThat(count("mart.win_loss", "kind NOT IN ('all', 'new')")).isZero();
    }

    /** Runs the night and returns what it said. */
    private String night() {
        return Warehouses.said("nightly", warehouse, landing, "--date", NIGHT, "--config", configuration.toString());
    }

    /** The marts that a night said it makes anew. */
    private static Set<String> rebuiltBy(String said) {
        return said.lines()
                .filter(line -> line.contains(": all rows anew, because"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tables of star and mart that the newest run did not leave unchanged. */
    private Set<String> written() {
        Lake lake = Warehouses.lake(warehouse);
        String run = lake.read(Ledger.TABLE_RUN)
                .orderBy(org.apache.spark.sql.functions.col("sequence").desc())
                .first()
                .getAs("run_id");
        return lake
                .read(Ledger.TABLE_RUN)
                .where("run_id = '" + run + "' AND phase IN ('star', 'marts')")
                .where("mode <> '" + TableWrite.UNCHANGED + "'")
                .collectAsList()
                .stream()
                .map(row -> row.<String>getAs("table"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long count(String table, String condition) {
        return Warehouses.lake(warehouse)
                .read(TableName.parse(table))
                .where(condition)
                .count();
    }

    private static Set<String> tables(String layer, String names) {
        return Arrays.stream(names.split(" "))
                .map(name -> layer + "." + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> marts(Set<String> tables) {
        return tables.stream()
                .filter(table -> table.startsWith("mart."))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
