package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights over small landing folders. */
class IngestTest {

    private static final String FILES = "ops.file";
    private static final String[] COUNTS = {"rows_read", "accepted", "rejected", "duplicate"};

    private static final List<String> ACCOUNTS_AND_FILES = List.of("raw.accounts", FILES);

    private Warehouse warehouse;

    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = new Warehouse(folder);
    }

    @Test
    void everyFormOfFileBringsTheSameRows() {
        warehouse
                .lands("accounts/dt=2026-04-01/a.csv", "account_id,name", "A1,\"Ada, Ltd\"", "", "A2,佐藤商店")
                .landsBytes(
                        "accounts/dt=2026-04-01/b.csv.gz", Warehouse.gzip("\uFEFFNAME, Account_ID \r\nGrace,A3\r\n"))
                .lands("accounts/dt=2026-04-01/c.jsonl", "{\"account_id\":\"A4\",\"employee_count\":7}")
                .lands("accounts/dt=2026-04-01/_hidden.csv", "no header")
                .lands("accounts/dt=2026-04-01/half.csv.tmp", "no header");

        IngestOutcome outcome = warehouse.night("2026-04-01");

        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "employee_count", "updated_at", "record"))
                .containsExactly(
                        "A1|Ada, Ltd|-|2026-03-31 15:00:00|1",
                        "A2|佐藤商店|-|2026-03-31 15:00:00|2",
                        "A3|Grace|-|2026-03-31 15:00:00|1",
                        "A4|-|7|2026-03-31 15:00:00|1");
        assertThat(outcome.filesTaken()).isEqualTo(3);
        assertThat(warehouse.rows(FILES, COUNTS)).containsExactly("1|1|0|0", "1|1|0|0", "2|2|0|0");
    }

    @Test
    void aRepeatedNightWritesNothing() throws IOException {
        warehouse.lands("accounts/dt=2026-04-01/a.csv", "account_id,name", "A1,Ada");
        Path file = warehouse.landing().resolve("accounts/dt=2026-04-01/a.csv");
        FileTime longAgo = FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 60_000);
        Files.setLastModifiedTime(file, longAgo);
        warehouse.night("2026-04-01");

        IngestOutcome again = warehouse.night("2026-04-01");

        assertThat(again.writes()).isEmpty();
        assertThat(again.filesTaken()).isZero();
        assertThat(again.filesKnown()).isEqualTo(1);
    }

    @Test
    void aFeedThatNeverComesLeavesATableWithoutRows() {
        IngestOutcome nothing = warehouse.night("2026-03-31");
        warehouse.lands("accounts/dt=2026-04-01/a.csv", "account_id,name", "A1,Ada");
        IngestOutcome accounts = warehouse.night("2026-04-01");

        List<TableName> tables = new ArrayList<>(warehouse.lake().definitions().all("raw"));
        tables.add(TableName.parse(FILES));
        assertThat(nothing.writes().stream().map(TableWrite::table)).containsExactlyInAnyOrderElementsOf(tables);
        assertThat(accounts.writes().stream().map(write -> write.table().toString()))
                .containsExactlyInAnyOrder("raw.accounts", FILES, "ops.landing");
        // As whoever opens the folder reads it, and in the columns of the definition.
        for (TableName table : tables) {
            Dataset<Row> rows = warehouse
                    .lake()
                    .spark()
                    .read()
                    .format("delta")
                    .load(warehouse.lake().path(table));
            assertThat(rows.columns())
                    .containsExactlyElementsOf(
                            warehouse.lake().definitions().of(table).columns());
            assertThat(rows.count())
                    .as(table.toString())
                    .isEqualTo(ACCOUNTS_AND_FILES.contains(table.toString()) ? 1 : 0);
        }
    }

    @Test
    void rowsThatDoNotFitAreRejectedWithTheirReasonAndTheRestIsTaken() {
        warehouse.lands(
                "leads/dt=2026-04-01/leads.csv",
                "lead_id,created_at,updated_at,email,status,is_deleted",
                "L1,2026-03-31T10:00,2026-03-31 10:00:00Z, Ada@Example.com ,OPEN,",
                ",2026-03-31,2026-03-31,grace@example.com,open,",
                "L3,31.3.2026,2026-03-31,,open,",
                "L4,2026-03-31,2026-03-31,,waiting,",
                "L5,2026-03-31,2026-03-31,,open,maybe",
                "L6,2026-03-31,2026-03-31,,open",
                "L7,1899-12-31,2026-03-31,,open,0");

        IngestOutcome outcome = warehouse.night("2026-04-01");

        assertThat(warehouse.rows("raw.leads", "lead_id", "created_at", "status", "is_deleted", "length(email_hash)"))
                .containsExactly("L1|2026-03-31 10:00:00|open|false|64");
        assertThat(warehouse.rows("raw.rejected", "record", "column", "reason", "text"))
                .containsExactly(
                        "2|lead_id|missing_required|,2026-03-31,2026-03-31,***,open,",
                        "3|created_at|not_a_timestamp|L3,31.3.2026,2026-03-31,,open,",
                        "4|status|unknown_value|L4,2026-03-31,2026-03-31,,waiting,",
                        "5|is_deleted|not_a_boolean|L5,2026-03-31,2026-03-31,,open,maybe",
                        "6|-|wrong_column_count|-",
                        "7|created_at|out_of_range|L7,1899-12-31,2026-03-31,,open,0");
        assertThat(warehouse.rows("raw.rejected", "record", "key", "updated_at"))
                .containsExactly(
                        "2|-|2026-03-31 00:00:00",
                        "3|[L3]|2026-03-31 00:00:00",
                        "4|[L4]|2026-03-31 00:00:00",
                        "5|[L5]|2026-03-31 00:00:00",
                        "6|-|-",
                        "7|[L7]|2026-03-31 00:00:00");
        assertThat(warehouse.rows(FILES, COUNTS)).containsExactly("7|1|6|0");
        assertThat(outcome.rejected()).contains(new IngestOutcome.RejectedRows("leads", "unknown_value", 1));
    }

    @Test
    void brokenFilesAreRefusedAsAWholeAndTheNightGoesOn() {
        byte[] whole = Warehouse.gzip("account_id\n" + "A1\n".repeat(5_000));
        warehouse
                .landsBytes("accounts/dt=2026-04-01/cut.csv.gz", Arrays.copyOf(whole, whole.length - 6))
                .landsBytes("accounts/dt=2026-04-01/no.parquet", "PAR".getBytes(StandardCharsets.UTF_8))
                .lands("accounts/dt=2026-04-01/twice.csv", "account_id,name,Name", "A1,x,y")
                .lands("accounts/dt=2026-04-01/lacks.csv", "id,name", "A1,x")
                .lands("accounts/dt=2026-04-01/table.jsonl", "account_id,name", "A1,x")
                .landsBytes("accounts/dt=2026-04-01/nothing.csv", new byte[0])
                .lands("accounts/dt=2026-04-01/header.csv", "account_id,name")
                .lands("accounts/dt=2026-04-01/right.csv", "account_id,name", "A9,Grace");

        IngestOutcome outcome = warehouse.night("2026-04-01");

        assertThat(warehouse.rows(FILES, "path", "refused_reason", "rows_read"))
                .containsExactly(
                        "accounts/dt=2026-04-01/cut.csv.gz|unreadable|0",
                        "accounts/dt=2026-04-01/header.csv|-|0",
                        "accounts/dt=2026-04-01/lacks.csv|missing_column|0",
                        "accounts/dt=2026-04-01/no.parquet|unreadable|0",
                        "accounts/dt=2026-04-01/nothing.csv|-|0",
                        "accounts/dt=2026-04-01/right.csv|-|1",
                        "accounts/dt=2026-04-01/table.jsonl|unreadable|0",
                        "accounts/dt=2026-04-01/twice.csv|unreadable|0");
        assertThat(warehouse.rows("raw.accounts", "account_id")).containsExactly("A9");
        assertThat(outcome.refused())
                .extracting(IngestOutcome.RefusedFile::reason)
                .containsExactly("unreadable", "missing_column", "unreadable", "unreadable", "unreadable");
    }

    @Test
    void aRowThatSaysNothingNewIsADuplicate() {
        warehouse
                .lands("accounts/dt=2026-04-01/a.csv", "account_id,name", "A1,Ada", "A1,Ada", "A2,Grace")
                .lands("accounts/dt=2026-04-02/a.csv", "account_id,name", "A1,Ada", "A2,Grace Ltd")
                .lands("accounts/dt=2026-04-03/a.csv", "account_id,name", "A1,Ada", "A2,Grace");
        warehouse.night("2026-04-01");
        warehouse.night("2026-04-03");

        assertThat(warehouse.rows("raw.accounts", "account_id", "name", "night"))
                .containsExactly(
                        "A1|Ada|2026-04-01", "A2|Grace Ltd|2026-04-03", "A2|Grace|2026-04-01", "A2|Grace|2026-04-03");
        assertThat(warehouse.rows(FILES, COUNTS)).containsExactly("2|1|0|1", "2|1|0|1", "3|2|0|1");
    }

    @Test
    void theSameBytesAreNewOnAnotherDayOnlyWhereRowsTakeTheirTimeFromIt() {
        String[] timeless = {"account_id,name", "A1,Ada"};
        String[] timed = {"account_id,name,updated_at", "A2,Grace,2026-03-01"};
        warehouse
                .lands("accounts/dt=2026-04-01/timeless.csv", timeless)
                .lands("accounts/dt=2026-04-01/timed.csv", timed)
                .lands("accounts/dt=2026-04-01/timed again.csv", timed);
        warehouse.night("2026-04-01");
        warehouse
                .lands("accounts/dt=2026-04-02/timeless.csv", timeless)
                .lands("accounts/dt=2026-04-02/timed.csv", timed);

        IngestOutcome second = warehouse.night("2026-04-02");

        assertThat(second.filesTaken()).isEqualTo(1);
        assertThat(second.filesKnown()).isEqualTo(4);
        assertThat(warehouse.rows(FILES, "path", "duplicate"))
                .containsExactly(
                        "accounts/dt=2026-04-01/timed again.csv|0",
                        "accounts/dt=2026-04-01/timeless.csv|0",
                        "accounts/dt=2026-04-02/timeless.csv|1");
    }

    @Test
    void addressesAreMissedOnlyWhereAFileHasThem() {
        warehouse.lands("leads/dt=2026-04-01/a.csv", "lead_id,created_at,updated_at", "L1,2026-03-31,2026-03-31");
        assertThat(warehouse.nightWithoutKey("2026-04-01").warnings()).isEmpty();

        warehouse.lands(
                "leads/dt=2026-04-02/a.csv",
                "lead_id,created_at,updated_at,email",
                "L2,2026-03-31,2026-03-31,ada@example.com");
        assertThat(warehouse.nightWithoutKey("2026-04-02").warnings())
                .singleElement()
                .asString()
                .contains("THE_MODEL_EMAIL_KEY");
    }

    @Test
    void aColumnThatFilesHadBeforeIsMissed() {
        warehouse
                .lands("products/dt=2026-04-01/a.csv", "product_id,name", "P1,one")
                .lands("products/dt=2026-04-01/b.csv", "product_id,family", "P2,tools");
        assertThat(warehouse.night("2026-04-01").warnings()).isEmpty();
        warehouse.lands("products/dt=2026-04-02/a.csv", "product_id,list_price,currency", "P1,1,JPY");

        assertThat(warehouse.night("2026-04-02").warnings())
                .singleElement()
                .asString()
                .contains("products/dt=2026-04-02/a.csv lacks family, name");
        assertThat(warehouse.rows(FILES, "path", "missing_columns"))
                .endsWith("products/dt=2026-04-02/a.csv|[updated_at, name, family, is_deleted]");

        warehouse
                .lands("contents/dt=2026-04-01/a.csv", "content_id,topic", "C1,one")
                .lands("contents/dt=2026-04-02/a.csv", "content_id,name", "C1,two");
        assertThat(warehouse.night("2026-04-02").warnings())
                .as("both days in one night")
                .singleElement()
                .asString()
                .contains("contents/dt=2026-04-02/a.csv lacks topic");
    }

    @Test
    void aMissingLandingFolderIsToldByName(@TempDir Path empty) throws IOException {
        Files.delete(warehouse.landing());

        assertThatThrownBy(() -> warehouse.night("2026-04-01"))
                .hasMessageContaining(warehouse.landing().toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void anUnknownFolderIsAWarningThatNamesTheKnownFeeds() {
        warehouse.lands("leeds/dt=2026-04-01/a.csv", "lead_id", "L1");

        assertThat(warehouse.night("2026-04-01").warnings())
                .singleElement()
                .asString()
                .contains("leeds", "visits, leads, opportunities");
    }
}
