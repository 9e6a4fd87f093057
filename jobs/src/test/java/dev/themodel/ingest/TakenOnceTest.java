package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken before is not taken twice, and what a corrected mapping takes again replaces what it was. */
class TakenOnceTest {

    private static final String[] COUNTS = {"rows_read", "rows_mapped", "accepted", "rejected", "duplicate"};

    private Mappings mappings;
    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        mappings = new Mappings(folder.resolve("conf"));
        warehouse = new Warehouse(folder);
    }

    @Test
    void whatAMappingRefusedIsTakenAgainOnceTheMappingHasChanged() {
        mappings.maps("accounts", "path: crm/*.csv");
        warehouse
                .lands("crm/a.csv", "id,name,staff", "A1,Ada,1", "A2,Grace,many")
                .lands("crm/b.csv", "nr", "B1");
        mappings.selects("accounts", "SELECT id AS account_id, name, staff AS employee_count FROM input");
        night("2026-07-04");
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("0|0|0|0|0", "2|2|1|1|0");
        assertThat(night("2026-07-04").filesTaken()).isZero();

        mappings.selects(
                "accounts", "SELECT id AS account_id, name, TRY_CAST(staff AS INT) AS employee_count FROM input");
        IngestOutcome again = night("2026-07-04");

        assertThat(again.filesTaken()).isEqualTo(2);
        assertThat(warehouse.rows("raw.accounts", "account_id", "employee_count"))
                .containsExactly("A1|1", "A2|-");
        assertThat(warehouse.rows("raw.rejected", "record")).isEmpty();
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("0|0|0|0|0", "2|2|2|0|0");
        assertThat(warehouse.rows("ops.file", "path", "refused_reason"))
                .containsExactly("crm/a.csv|-", "crm/b.csv|missing_column");
    }

    @Test
    void aFileThatReturnsToItsEarlierBytesIsKnown() {
        String[] first = {"account_id,employee_count,updated_at", "A1,1,2026-06-01", "A2,many,2026-06-01"};
        warehouse.lands("accounts/dt=2026-07-01/a.csv", first);
        warehouse.night("2026-07-01");
        warehouse.lands("accounts/dt=2026-07-01/a.csv", "account_id,updated_at", "A3,2026-06-01");
        assertThat(warehouse.night("2026-07-01").filesTaken()).isEqualTo(1);
        warehouse.lands("accounts/dt=2026-07-01/a.csv", first);

        IngestOutcome third = warehouse.night("2026-07-01");

        assertThat(third.filesTaken()).isZero();
        assertThat(third.filesKnown()).isEqualTo(1);
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("1|1|1|0|0", "2|2|1|1|0");
        assertThat(warehouse.rows("raw.rejected", "key")).containsExactly("[A2]");
    }

    /** Without the row that names its time, the file's meaning depends on its day, and so its id. */
    @Test
    void aCorrectedMappingReplacesAFileWhoseIdItChanges() {
        mappings.maps("spend", "path: crm/dt=*/spend.csv")
                .selects(
                        "spend",
                        "SELECT campaign AS campaign_id, day AS spent_on, cost AS amount, at AS updated_at FROM input");
        warehouse.lands(
                "crm/dt=2026-07-01/spend.csv",
                "campaign,day,cost,at",
                "C1,2026-06-30,5,2026-07-01",
                "C2,30.06.2026,6,");
        night("2026-07-01");
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("2|2|1|1|0");

        mappings.maps("spend", "path: crm/dt=*/spend.csv", "date_formats: [yyyy-MM-dd, dd.MM.yyyy]");
        night("2026-07-01");

        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("2|2|2|0|0");
        assertThat(warehouse.rows("raw.rejected", "record")).isEmpty();
        assertThat(warehouse.rows("raw.spend", "campaign_id", "spent_on", "updated_at"))
                .containsExactly("C1|2026-06-30|2026-06-30 15:00:00", "C2|2026-06-30|2026-06-30 15:00:00");
        assertThat(night("2026-07-01").filesTaken()).isZero();
    }

    @Test
    void filesThatACorrectedMappingMakesOneAreAllReplaced() {
        String[] lines = {"campaign,day,cost", "C1,2026-06-30,5", "C2,30.06.2026,6"};
        mappings.maps("spend", "path: crm/dt=*/spend.csv")
                .selects("spend", "SELECT campaign AS campaign_id, day AS spent_on, cost AS amount FROM input");
        warehouse.lands("crm/dt=2026-07-01/spend.csv", lines).lands("crm/dt=2026-07-02/spend.csv", lines);
        night("2026-07-02");
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("2|2|0|1|1", "2|2|1|1|0");

        mappings.maps("spend", "path: crm/dt=*/spend.csv", "date_formats: [yyyy-MM-dd, dd.MM.yyyy]")
                .selects(
                        "spend",
                        "SELECT campaign AS campaign_id, day AS spent_on, cost AS amount, '2026-06-01' AS updated_at FROM input");
        night("2026-07-02");

        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("2|2|2|0|0");
        assertThat(warehouse.rows("raw.rejected", "record")).isEmpty();
        assertThat(night("2026-07-02").filesTaken()).isZero();
    }

    @Test
    void aFileThatLiesInNoDayKeepsTheDayItWasFirstTakenWith() throws IOException {
        mappings.maps("accounts", "path: crm/accounts.csv")
                .selects("accounts", "SELECT id AS account_id, staff AS employee_count FROM input");
        warehouse.lands("crm/accounts.csv", "id,staff", "A1,1", "A2,many");
        night("2026-07-01");
        Path file = warehouse.landing().resolve("crm/accounts.csv");
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 60_000));

        assertThat(night("2026-07-02").filesTaken()).isZero();

        mappings.selects("accounts", "SELECT id AS account_id, TRY_CAST(staff AS INT) AS employee_count FROM input");
        night("2026-07-03");

        assertThat(warehouse.rows("ops.file", "dt", "night", "accepted", "rejected"))
                .containsExactly("2026-07-01|2026-07-03|2|0");
        assertThat(warehouse.rows("raw.rejected", "record")).isEmpty();
        assertThat(warehouse.rows("raw.accounts", "account_id", "updated_at", "night"))
                .containsExactly("A1|2026-06-30 15:00:00|2026-07-01", "A2|2026-06-30 15:00:00|2026-07-03");
    }

    private IngestOutcome night(String day) {
        return warehouse.configured(mappings.folder()).night(day);
    }
}
