package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of nights and rebuilds, in whatever order an operator asks for them, end in the rows of undisturbed nights. */
@Tag("long")
class OutOfTurnTest {

    private static final TableName HISTORY = TableName.of("mart", "funnel_history");
    private static final TableName FUNNEL = TableName.of("mart", "funnel_period");

    @TempDir
    static Path folder;

    private static Path landing;
    private static Path undisturbed;

    /** A second night that brings one late lead of May and nothing of its own day. */
    @BeforeAll
    static void land() throws IOException {
        landing = folder.resolve("landing");
        land("visits/dt=2026-07-01/v.csv", "visit_id,visitor_id,started_at", "v1,ada,2026-05-02T01:00:00Z");
        land(
                "leads/dt=2026-07-01/l.csv",
                "lead_id,created_at,updated_at,visitor_id,source,medium",
                "L1,2026-05-02T02:00:00Z,2026-05-02T02:00:00Z,ada,email,");
        land(
                "leads/dt=2026-07-02/l.csv",
                "lead_id,created_at,updated_at,visitor_id,source,medium",
                "L2,2026-05-10T02:00:00Z,2026-07-01T02:00:00Z,,email,");
        undisturbed = folder.resolve("undisturbed");
        run("nightly", undisturbed, "--date", "2026-07-01");
        run("nightly", undisturbed, "--date", "2026-07-02");
        assertThat(leadsOfMay(undisturbed)).isEqualTo(2);
    }

    @Test
    void theStarOfAnotherNightIsNotServedWithMartsThatDoNotFollowIt() {
        Path warehouse = folder.resolve("marts");
        run("nightly", warehouse, "--date", "2026-07-01");
        run("ingest", warehouse, "--date", "2026-07-02");
        run("star", warehouse, "--date", "2026-07-02");
        run("marts", warehouse, "--date", "2026-07-01");
        assertThat(leadsOfMay(warehouse)).isEqualTo(1);
        run("rebuild", warehouse, "--layer", "mart");
        assertThat(leadsOfMay(warehouse)).isEqualTo(1);

        run("nightly", warehouse, "--date", "2026-07-02");
        same(warehouse);
    }

    @Test
    void whatARebuildTookInIsLoggedByTheNextNight() {
        Path warehouse = folder.resolve("rebuilt");
        run("nightly", warehouse, "--date", "2026-07-01");
        run("ingest", warehouse, "--date", "2026-07-02");
        run("rebuild", warehouse);
        assertThat(leadsOfMay(warehouse)).isEqualTo(2);

        run("nightly", warehouse, "--date", "2026-07-02");
        same(warehouse);
    }

    private static void same(Path warehouse) {
        Warehouses.sameRows("out of turn and undisturbed", warehouse, undisturbed);
        Warehouses.sameRows("out of turn and undisturbed", warehouse, undisturbed, List.of(HISTORY));
    }

    private static long leadsOfMay(Path warehouse) {
        return Warehouses.lake(warehouse)
                .read(FUNNEL)
                .where("stage = 'lead' AND segment_type = 'all' AND period_kind = 'month'"
                        + " AND period_start = DATE'2026-05-01'")
                .first()
                .<Long>getAs("entered");
    }

    private static void run(String command, Path warehouse, String... options) {
        Warehouses.run(command, warehouse, landing, options);
    }

    private static void land(String name, String... lines) throws IOException {
        Path file = landing.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
