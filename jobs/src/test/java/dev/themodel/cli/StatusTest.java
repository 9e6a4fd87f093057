package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.night.Reader;
import dev.themodel.night.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the state of a warehouse is told to be. */
class StatusTest {

    @TempDir
    Path folder;

    @Test
    void aDailyFeedCameThoughItsFileWasKnownAlready() throws IOException {
        Path conf = folder.resolve("conf");
        Files.createDirectories(conf);
        Files.writeString(conf.resolve("warehouse.yaml"), "feeds: {products: {expected: daily}}");
        Path landing = folder.resolve("landing");
        Path warehouse = folder.resolve("warehouse");
        lands(landing, "2026-07-05");
        Warehouses.run("ingest", warehouse, landing, "--date", "2026-07-05", "--config", conf.toString());
        lands(landing, "2026-07-06");
        Warehouses.run("nightly", warehouse, landing, "--date", "2026-07-06", "--config", conf.toString());

        Settings settings = Settings.load(conf.toString());
        Map<String, Object> members = new Status(Reader.open(warehouse.toString(), "local[2]", settings)).members();
        assertThat(members.get("feeds").toString())
                .contains("{feed=products, newest_dt=2026-07-06, files=1, accepted=1, state=came}");
    }

    private static void lands(Path landing, String day) throws IOException {
        Path file = landing.resolve("products/dt=" + day + "/p.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "product_id,updated_at,name\nP1,2026-07-01T00:00:00Z,Engine\n");
    }
}
