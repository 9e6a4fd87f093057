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

    private Mappings mappings;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        mappings = new Mappings(folder.resolve("conf"));
        warehouse = new Warehouse(folder);
    }

    @Test
    void aSelectFiltersAndRenamesAndItsNotationIsItsOwn() throws IOException {
        mappings.maps(
                "deals",
                "path: crm/pipeline*.csv",
                "delimiter: ';'",
                "time_zone: Europe/Berlin",
                "timestamp_formats: [dd.MM.yyyy HH:mm]",
                "decimal_mark: ','");
        mappings.selects(
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

        warehouse.configured(mappings.folder()).night("2026-07-04");

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
        mappings.declares("""
                feeds:
                  accounts:
                    path: crm/dt=*/export.json
                    format: json
                  employees:
                    path: crm/dt=*/export.json
                    format: json
                """);
        mappings.selects(
                "accounts",
                "SELECT company.id AS account_id, company.size AS employee_count, _dt AS updated_at FROM input");
        mappings.selects(
                "employees",
                "SELECT DISTINCT o.id AS employee_id, o.name FROM input LATERAL VIEW explode(owners) AS o");
        warehouse.lands(
                "crm/dt=2026-07-01/export.json",
                "{\"company\":{\"id\":\"A1\",\"size\":10},\"owners\":[{\"id\":1,\"name\":\"Ada\"},{\"id\":2,\"name\":\"Grace\"}]}",
                "{\"company\":{\"id\":\"A2\",\"size\":-1},\"owners\":[{\"id\":1,\"name\":\"Ada\"}]}");

        warehouse.configured(mappings.folder()).night("2026-07-01");

        assertThat(warehouse.rows("raw.accounts", "account_id", "employee_count", "updated_at"))
                .containsExactly("A1|10|2026-06-30 15:00:00");
        assertThat(warehouse.rows("raw.employees", "employee_id", "name")).containsExactly("1|Ada", "2|Grace");
        assertThat(warehouse.rows("ops.file", "feed", "rows_read", "rows_mapped", "rejected"))
                .containsExactly("accounts|2|2|1", "employees|2|2|0");
    }

    @Test
    void aFileBuiltOtherwiseThanTheSelectExpectsIsRefusedAndTheNightGoesOn() throws IOException {
        mappings.maps("accounts", "path: crm/*.json", "format: json");
        mappings.selects("accounts", "SELECT company.id AS account_id, size(tags) AS employee_count FROM input");
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
        mappings.maps("accounts", "path: crm/a.csv");
        warehouse.lands("crm/a.csv", "id,name", "A1,Ada").lands("products/dt=2026-07-01/p.csv", "product_id", "P1");

        mappings.selects("accounts", "SELEC id FROM input");
        assertThatThrownBy(this::night).hasMessageContaining("sql/sources/crm/accounts.sql does not parse");
        mappings.selects("accounts", "SELECT id AS account_id, name AS label FROM input");
        assertThatThrownBy(this::night)
                .hasMessageContaining("label")
                .hasMessageContaining("sql/sources/crm/accounts.sql");
        mappings.selects("accounts", "SELECT name FROM input");
        assertThatThrownBy(this::night).hasMessageContaining("account_id").hasMessageContaining("requires");

        assertThat(warehouse.rows("raw.products", "product_id")).isEmpty();
    }

    @Test
    void columnsWithoutANameShiftNoOther() {
        mappings.declares("""
                feeds:
                  deals:
                    path: crm/dt=*/deal.csv
                    beside:
                      stages: {path: stage.csv, columns: [id, label]}
                """)
                .selects(
                        "deals",
                        "SELECT d.id AS deal_id, '2026-07-01' AS signed_at, '2026-07-01' AS updated_at, amount,",
                        "  s.label AS expectation FROM input AS d JOIN stages AS s ON s.id = d.stage");
        warehouse
                .lands("crm/dt=2026-07-01/deal.csv", "id,,stage,,amount", "D1,,S1,,100")
                .lands("crm/dt=2026-07-01/stage.csv", ",id,,label", "x,S1,y,won");

        night();

        assertThat(warehouse.rows("raw.deals", "deal_id", "amount", "expectation"))
                .containsExactly("D1|100.00|won");
    }

    @Test
    void aKeyThatNoLineOfJsonHasIsNull() {
        mappings.maps("accounts", "path: crm/*.json", "format: json")
                .selects("accounts", "SELECT a.id AS account_id, name, a.owner.team AS region FROM input AS a");
        warehouse
                .lands("crm/a.json", "{\"id\":\"A1\",\"owner\":{\"team\":\"west\"}}")
                .lands("crm/b.json", "{\"name\":\"Ada\",\"owner\":{\"team\":\"west\"}}")
                .lands("crm/c.json", "{\"id\":\"A3\"}");

        night();

        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "region"))
                .containsExactly("A1|-|west");
        assertThat(warehouse.rows("raw.rejected", "path", "column", "reason"))
                .containsExactly("crm/b.json|account_id|missing_required");
        assertThat(warehouse.rows("ops.file", "path", "refused_reason"))
                .as("owner.team is no key of a line")
                .containsExactly("crm/a.json|-", "crm/b.json|-", "crm/c.json|missing_column");
    }

    @Test
    void mappingsOfOneFeedOverOneFileCountTheirOwnRows() {
        mappings.declares("""
                feeds:
                  products:
                    - {path: crm/list.csv, sql: goods.sql}
                    - {path: crm/list.csv, sql: services.sql}
                """)
                .selects("goods", "SELECT id AS product_id, price AS list_price FROM input WHERE kind = 'good'")
                .selects("services", "SELECT id AS product_id, price AS list_price FROM input WHERE kind <> 'good'");
        warehouse.lands("crm/list.csv", "id,kind,price", "P1,good,1", "P2,good,free", "P3,service,3");

        night();

        assertThat(warehouse.rows("ops.file", "source", "rows_mapped", "accepted", "rejected", "duplicate"))
                .containsExactly("crm/products/1|1|1|0|0", "crm/products|2|1|1|0");
        assertThat(warehouse.rows("ops.file", "COUNT(DISTINCT file_id)")).containsExactly("2");
        assertThat(night().filesTaken()).isZero();
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
        return warehouse.configured(mappings.folder()).night("2026-07-04");
    }
}
