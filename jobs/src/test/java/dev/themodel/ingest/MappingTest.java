package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other systems. */
class MappingTest {

    private static final String[] COUNTS = {"rows_read", "rows_mapped", "accepted", "rejected", "duplicate"};

    @TempDir
    Path folder;

    private Path configuration;
    private Warehouse warehouse;

    @BeforeEach
    void open() throws IOException {
        configuration = folder.resolve("conf");
        Files.createDirectories(configuration.resolve("sources"));
        warehouse = new Warehouse(folder);
    }

    @Test
    void aSelectFiltersAndRenamesAndItsNotationIsItsOwn() throws IOException {
        maps(
                "deals",
                "path: crm/pipeline*.csv",
                "delimiter: ';'",
                "time_zone: Europe/Berlin",
                "timestamp_formats: [dd.MM.yyyy HH:mm]",
                "decimal_mark: ','");
        selects(
                "deals",
                "SELECT nr AS deal_id, signed AS signed_at, signed AS updated_at, sum AS amount FROM input",
                "WHERE state = 'won'");
        warehouse.lands(
                "crm/pipeline 1.csv",
                "Nr;Signed;Sum;State",
                "D1;01.07.2026 12:00;1000,50;won",
                "D2;02.07.2026 12:00;7;lost",
                "D3;2026/07/02;7;won",
                "D4;03.07.2026 12:00;1;won;x");

        warehouse.configured(configuration).night("2026-07-04");

        assertThat(warehouse.rows("raw.deals", "deal_id", "signed_at", "amount"))
                .containsExactly("D1|2026-07-01 10:00:00|1000.50");
        assertThat(warehouse.rows("raw.rejected", "reason", "column", "text"))
                .containsExactly(
                        "not_a_timestamp|signed_at|{\"deal_id\":\"D3\",\"signed_at\":\"2026/07/02\",\"updated_at\":\"2026/07/02\",\"amount\":\"7\"}",
                        "wrong_column_count|-|-");
        assertThat(warehouse.rows("raw.rejected", "key", "updated_at"))
                .as("a time that cannot be read leaves the start of the dt day, in Tokyo")
                .containsExactly("-|-", "[D3]|2026-07-03 15:00:00");
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("4|3|1|2|0");
        assertThat(warehouse.rows("ops.file", "dt", "source")).containsExactly("2026-07-04|crm/deals");
    }

    @Test
    void jsonKeepsItsStructureAndOneFileFeedsSeveral() throws IOException {
        Files.writeString(configuration.resolve("sources/crm.yaml"), """
                feeds:
                  accounts:
                    path: crm/dt=*/export.json
                    format: json
                  employees:
                    path: crm/dt=*/export.json
                    format: json
                """);
        selects(
                "accounts",
                "SELECT company.id AS account_id, company.size AS employee_count, _dt AS updated_at FROM input");
        selects(
                "employees",
                "SELECT DISTINCT o.id AS employee_id, o.name FROM input LATERAL VIEW explode(owners) AS o");
        warehouse.lands(
                "crm/dt=2026-07-01/export.json",
                "{\"company\":{\"id\":\"A1\",\"size\":10},\"owners\":[{\"id\":1,\"name\":\"Ada\"},{\"id\":2,\"name\":\"Grace\"}]}",
                "{\"company\":{\"id\":\"A2\",\"size\":-1},\"owners\":[{\"id\":1,\"name\":\"Ada\"}]}");

        warehouse.configured(configuration).night("2026-07-01");

        assertThat(warehouse.rows("raw.accounts", "account_id", "employee_count", "updated_at"))
                .containsExactly("A1|10|2026-06-30 15:00:00");
        assertThat(warehouse.rows("raw.employees", "employee_id", "name")).containsExactly("1|Ada", "2|Grace");
        assertThat(warehouse.rows("ops.file", "feed", "rows_read", "rows_mapped", "rejected"))
                .containsExactly("accounts|2|2|1", "employees|2|2|0");
    }

    @Test
    void aFileBuiltOtherwiseThanTheSelectExpectsIsRefusedAndTheNightGoesOn() throws IOException {
        maps("accounts", "path: crm/*.json", "format: json");
        selects("accounts", "SELECT company.id AS account_id, size(tags) AS employee_count FROM input");
        warehouse
                .lands("crm/a.json", "{\"company\":{\"id\":\"A1\"},\"tags\":[1]}")
                .lands("crm/b.json", "{\"company\":\"A2\",\"tags\":[1]}")
                .lands("crm/c.json", "{\"company\":{\"id\":\"A3\"},\"tags\":\"none\"}")
                .lands("crm/d.json", "{\"company\":{\"id\":\"A4\"},\"tags\":[1]}", "{\"Company\":{\"id\":\"A5\"}}")
                .lands("crm/e.json", "{\"company\":{\"id\":\"A6\",\"ID\":\"A7\"},\"tags\":[1]}");

        IngestOutcome outcome = night();

        assertThat(warehouse.rows("raw.accounts", "account_id")).containsExactly("A1");
        assertThat(warehouse.rows("ops.file", "path", "refused_reason"))
                .containsExactly(
                        "crm/a.json|-",
                        "crm/b.json|unreadable",
                        "crm/c.json|unreadable",
                        "crm/d.json|unreadable",
                        "crm/e.json|unreadable");
        assertThat(outcome.refused().get(0).detail()).contains("sql/sources/crm/accounts.sql");
    }

    @Test
    void aMappingThatCannotBeUsedStopsTheNightBeforeAnythingIsWritten() throws IOException {
        maps("accounts", "path: crm/a.csv");
        warehouse.lands("crm/a.csv", "id,name", "A1,Ada").lands("products/dt=2026-07-01/p.csv", "product_id", "P1");

        selects("accounts", "SELEC id FROM input");
        assertThatThrownBy(this::night).hasMessageContaining("sql/sources/crm/accounts.sql does not parse");
        selects("accounts", "SELECT id AS account_id, name AS label FROM input");
        assertThatThrownBy(this::night)
                .hasMessageContaining("label")
                .hasMessageContaining("sql/sources/crm/accounts.sql");
        selects("accounts", "SELECT name FROM input");
        assertThatThrownBy(this::night).hasMessageContaining("account_id").hasMessageContaining("requires");

        assertThat(warehouse.rows("raw.products", "product_id")).isEmpty();
    }

    @Test
    void whatAMappingRefusedIsTakenAgainOnceTheMappingHasChanged() throws IOException {
        maps("accounts", "path: crm/*.csv");
        warehouse
                .lands("crm/a.csv", "id,name,staff", "A1,Ada,1", "A2,Grace,many")
                .lands("crm/b.csv", "nr", "B1");
        selects("accounts", "SELECT id AS account_id, name, staff AS employee_count FROM input");
        night();
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("0|0|0|0|0", "2|2|1|1|0");
        assertThat(night().filesTaken()).isZero();

        selects("accounts", "SELECT id AS account_id, name, TRY_CAST(staff AS INT) AS employee_count FROM input");
        IngestOutcome again = night();

        assertThat(again.filesTaken()).isEqualTo(2);
        assertThat(warehouse.rows("raw.accounts", "account_id", "employee_count"))
                .containsExactly("A1|1", "A2|-");
        assertThat(warehouse.rows("raw.rejected", "record")).isEmpty();
        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("0|0|0|0|0", "2|2|2|0|0");
        assertThat(warehouse.rows("ops.file", "path", "refused_reason"))
                .containsExactly("crm/a.csv|-", "crm/b.csv|missing_column");
    }

    @Test
    void whatASnapshotLacksIsDeletedAndWhatItHasAgainComesBack() throws IOException {
        maps("accounts", "path: crm/dt=*/*.csv", "delivery: snapshot");
        selects("accounts", "SELECT id AS account_id, name, staff AS employee_count FROM input");
        warehouse
                .lands("crm/dt=2026-07-01/a.csv", "id,name,staff", "A1,Ada,1", "A2,Grace,2", "A3,Edith,3")
                .lands("crm/dt=2026-07-02/a.csv", "id,name,staff", "A1,Ada,1", "A3,Edith,many")
                .lands("accounts/dt=2026-07-01/own.csv", "account_id,name", "B1,Barbara");
        night();
        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "is_deleted", "updated_at"))
                .containsExactly(
                        "A1|Ada|false|2026-06-30 15:00:00",
                        "A2|Grace|false|2026-06-30 15:00:00",
                        "A2|Grace|true|2026-07-01 15:00:00",
                        "A3|Edith|false|2026-06-30 15:00:00",
                        "B1|Barbara|false|2026-06-30 15:00:00");

        warehouse.lands("crm/dt=2026-07-03/a.csv", "id,name,staff", "A2,Grace,2");
        night();

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
    void theCompaniesOfThePostOfficeLoseNoCharacter() throws IOException {
        Path data = Path.of(System.getProperty("real.data", "../shared/data"))
                .resolve("jp_jigyosyo_cp932/JIGYOSYO_500.CSV");
        assumeThat(data).as("the real data lies beside the project").exists();
        warehouse.landsBytes("jigyosyo/JIGYOSYO_500.CSV", Files.readAllBytes(data));

        warehouse
                .configured(Path.of("jobs/src/test/resources/mappings/jigyosyo"))
                .night("2026-07-01");

        assertThat(warehouse.rows("ops.file", COUNTS)).containsExactly("500|500|500|0|0");
        List<String> expected = Files.readAllLines(data, Charset.forName("windows-31j")).stream()
                .map(line -> line.replace("\"", "").split(",", -1))
                .map(fields -> fields[7] + " " + fields[2] + "|" + fields[2] + "|" + fields[3])
                .sorted()
                .toList();
        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "region"))
                .isEqualTo(expected);
    }

    private IngestOutcome night() {
        return warehouse.configured(configuration).night("2026-07-04");
    }

    private void maps(String feed, String... lines) throws IOException {
        Files.writeString(
                configuration.resolve("sources/crm.yaml"),
                "feeds:\n  " + feed + ":\n    " + String.join("\n    ", lines) + "\n");
    }

    private void selects(String feed, String... lines) throws IOException {
        Path sql = configuration.resolve("sql/sources/crm/" + feed + ".sql");
        Files.createDirectories(sql.getParent());
        Files.writeString(sql, String.join("\n", lines) + "\n");
    }
}
