package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that come whole: what a drop lacks is deleted. */
class SnapshotsTest {

    private Mappings mappings;
    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        mappings = new Mappings(folder.resolve("conf"));
        warehouse = new Warehouse(folder);
    }

    @Test
    void whatASnapshotLacksIsDeletedAndWhatItHasAgainComesBack() {
        mappings.maps("accounts", "path: crm/dt=*/*.csv", "delivery: snapshot");
        mappings.selects("accounts", "SELECT id AS account_id, name, staff AS employee_count FROM input");
        warehouse
                .lands("crm/dt=2026-07-01/a.csv", "id,name,staff", "A1,Ada,1", "A2,Grace,2", "A3,Edith,3")
                .lands("crm/dt=2026-07-02/a.csv", "id,name,staff", "A1,Ada,1", "A3,Edith,many")
                .lands("accounts/dt=2026-07-01/own.csv", "account_id,name", "B1,Barbara");
        night("2026-07-04");
        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "is_deleted", "updated_at"))
                .containsExactly(
                        "A1|Ada|false|2026-06-30 15:00:00",
                        "A2|Grace|false|2026-06-30 15:00:00",
                        "A2|Grace|true|2026-07-01 15:00:00",
                        "A3|Edith|false|2026-06-30 15:00:00",
                        "B1|Barbara|false|2026-06-30 15:00:00");

        warehouse.lands("crm/dt=2026-07-03/a.csv", "id,name,staff", "A2,Grace,2");
        night("2026-07-04");

        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted", "updated_at", "night"))
                .contains(
                        "A1|true|2026-07-02 15:00:00|2026-07-04",
                        "A2|false|2026-07-02 15:00:00|2026-07-04",
                        "A3|true|2026-07-02 15:00:00|2026-07-04")
                .hasSize(8);
        assertThat(warehouse.rows("ops.file", "path", "rows_mapped", "accepted", "rejected", "duplicate"))
                .containsExactly(
                        "accounts/dt=2026-07-01/own.csv|1|1|0|0",
                        "crm/dt=2026-07-01/a.csv|3|3|0|0",
                        "crm/dt=2026-07-02/a.csv|2|0|1|1",
                        "crm/dt=2026-07-03/a.csv|1|1|0|0");
    }

    @Test
    void aTableThatIsOverwrittenEveryNightForgetsNoKey() {
        mappings.maps("accounts", "path: crm/accounts.csv", "delivery: snapshot")
                .selects("accounts", "SELECT id AS account_id FROM input");

        warehouse.lands("crm/accounts.csv", "id", "A1", "A2");
        night("2026-07-01");
        warehouse.lands("crm/accounts.csv", "id", "A1", "A2", "A3");
        night("2026-07-02");
        warehouse.lands("crm/accounts.csv", "id", "A2", "A3");
        night("2026-07-03");
        warehouse.lands("crm/accounts.csv", "id", "A1", "A2");
        night("2026-07-04");

        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted", "night"))
                .containsExactly(
                        "A1|false|2026-07-01",
                        "A1|false|2026-07-04",
                        "A1|true|2026-07-03",
                        "A2|false|2026-07-01",
                        "A3|false|2026-07-02",
                        "A3|true|2026-07-04");
    }

    @Test
    void anEmptyTableOfOtherColumnsIsRefusedAndDeletesNothing() {
        mappings.maps("accounts", "path: crm/dt=*/a.csv", "delivery: snapshot")
                .selects("accounts", "SELECT id AS account_id FROM input");
        warehouse
                .lands("crm/dt=2026-07-01/a.csv", "id", "A1")
                .lands("crm/dt=2026-07-02/a.csv", "error,message")
                .lands("products/dt=2026-07-02/p.csv", "product_id", "P1");

        night("2026-07-02");

        assertThat(warehouse.rows("ops.file", "path", "refused_reason", "rows_read"))
                .containsExactly(
                        "crm/dt=2026-07-01/a.csv|-|1",
                        "crm/dt=2026-07-02/a.csv|missing_column|0",
                        "products/dt=2026-07-02/p.csv|-|1");
        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted")).containsExactly("A1|false");

        warehouse.lands("crm/dt=2026-07-03/a.csv", "id");
        night("2026-07-03");
        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted"))
                .as("an empty table of the right columns is the whole table")
                .containsExactly("A1|false", "A1|true");
    }

    @Test
    void aDropNoRowOfWhichFitsDeletesNothing() {
        mappings.maps("accounts", "path: crm/dt=*/a.json", "format: json", "delivery: snapshot")
                .selects("accounts", "SELECT id AS account_id FROM input");
        warehouse
                .lands("crm/dt=2026-07-01/a.json", "{\"id\":\"A1\"}")
                .lands("crm/dt=2026-07-02/a.json", "{\"error\":\"try later\"}");

        assertThat(night("2026-07-02").warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("The snapshot of 2026-07-02")
                        .contains("is incomplete"));
        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted")).containsExactly("A1|false");
    }

    /** A2 is there but does not fit on the 2nd, and is gone on the 3rd; A3 is gone from the 2nd on. */
    @Test
    void oneNightForSeveralDropsDeletesAsANightForEach() {
        mappings.maps("accounts", "path: crm/dt=*/a.csv", "delivery: snapshot")
                .selects("accounts", "SELECT id AS account_id, staff AS employee_count FROM input");
        String[] deleted = {
            "A1|false|2026-06-30 15:00:00",
            "A2|false|2026-06-30 15:00:00",
            "A2|true|2026-07-02 15:00:00",
            "A3|false|2026-06-30 15:00:00",
            "A3|true|2026-07-01 15:00:00"
        };
        warehouse
                .lands("crm/dt=2026-07-01/a.csv", "id,staff", "A1,1", "A2,2", "A3,3")
                .lands("crm/dt=2026-07-02/a.csv", "id,staff", "A1,1", "A2,many")
                .lands("crm/dt=2026-07-03/a.csv", "id,staff", "A1,1")
                .lands("crm/dt=2026-07-04/a.csv", "id,staff", "A1,1", "A3,many")
                .lands("crm/dt=2026-07-05/a.csv", "id,staff", "A1,1");

        night("2026-07-01");
        night("2026-07-05");

        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted", "updated_at"))
                .containsExactly(deleted);
    }

    @Test
    void aDropThatComesLateBringsNothingBackThatTheNewestLacks() {
        mappings.maps("accounts", "path: crm/dt=*/a.csv", "delivery: snapshot")
                .selects("accounts", "SELECT id AS account_id FROM input");
        warehouse
                .lands("crm/dt=2026-07-01/a.csv", "id", "A1", "A2")
                .lands("crm/dt=2026-07-02/a.csv", "id", "A1")
                .lands("crm/dt=2026-07-04/a.csv", "id", "A1");
        night("2026-07-04");
        warehouse.lands("crm/dt=2026-07-03/a.csv", "id", "A1", "A2", "A3");

        night("2026-07-05");

        assertThat(warehouse.rows("raw.accounts", "account_id", "is_deleted", "updated_at"))
                .containsExactly(
                        "A1|false|2026-06-30 15:00:00",
                        "A2|false|2026-06-30 15:00:00",
                        "A2|false|2026-07-02 15:00:00",
                        "A2|true|2026-07-01 15:00:00",
                        "A2|true|2026-07-03 15:00:00",
                        "A3|false|2026-07-02 15:00:00",
                        "A3|true|2026-07-03 15:00:00");
    }

    private IngestOutcome night(String day) {
        return warehouse.configured(mappings.folder()).night(day);
    }
}
