package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings that take a record's time from the day of its folder, where the record tells none. */
class MappingOfDtTest {

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder);
    }

    @Test
    void aTableWithoutTimesMayReturnToAnEarlierState() {
        String header = "deal_id,property_createdate,property_amount";
        warehouse
                .lands("hubspot/dt=2026-07-01/deal.csv", header, "1,2026-06-05 10:00:00,10")
                .lands("hubspot/dt=2026-07-02/deal.csv", header, "1,2026-06-05 10:00:00,20");
        warehouse.night("2026-07-02");
        warehouse
                .lands("hubspot/dt=2026-07-03/deal.csv", header, "1,2026-06-05 10:00:00,10")
                .lands("hubspot/dt=2026-07-03/again/deal.csv", header, "1,2026-06-05 10:00:00,10");

        warehouse.night("2026-07-03");
        warehouse.night("2026-07-04");

        assertThat(warehouse.rows("raw.opportunities", "updated_at", "amount"))
                .containsExactly("2026-07-01 00:00:00|10.00", "2026-07-02 00:00:00|20.00", "2026-07-03 00:00:00|10.00");
        assertThat(warehouse.rows("ops.file", "feed", "dt"))
                .contains("opportunities|2026-07-01", "opportunities|2026-07-02", "opportunities|2026-07-03")
                .filteredOn(file -> file.startsWith("opportunities"))
                .hasSize(3);
    }

    @Test
    void aTableWithTimesIsTakenOnce() {
        String[] deals = {
            "deal_id,_fivetran_synced,property_createdate,property_amount",
            "1,2026-06-30 01:00:00,2026-06-05 10:00:00,10"
        };
        warehouse.lands("hubspot/dt=2026-07-01/deal.csv", deals);
        warehouse.night("2026-07-01");
        warehouse.lands("hubspot/dt=2026-07-02/deal.csv", deals);

        warehouse.night("2026-07-02");

        assertThat(warehouse.rows("ops.file", "feed", "dt"))
                .containsExactlyInAnyOrder("deals|2026-07-01", "opportunities|2026-07-01");
    }
}
