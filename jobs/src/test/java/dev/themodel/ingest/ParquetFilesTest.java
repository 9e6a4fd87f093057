package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files as other tools write them. */
class ParquetFilesTest {

    private static final String LEAD = "required binary lead_id (STRING); ";

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder);
    }

    @Test
    void aPackedFileBringsWhatAPlainOneDoes() throws IOException {
        byte[] plain = parquet(
                LEAD + "required binary created_at (STRING); required binary updated_at (STRING);",
                lead -> lead.append("lead_id", "L1")
                        .append("created_at", "2026-03-31T10:00Z")
                        .append("updated_at", "2026-03-31"));
        warehouse.landsBytes("leads/dt=2026-04-01/a.parquet.gz", gzip(plain));

        IngestOutcome outcome = warehouse.night("2026-04-01");

        assertThat(outcome.warnings()).isEmpty();
        assertThat(warehouse.rows("raw.leads", "lead_id", "created_at")).containsExactly("L1|2026-03-31 10:00:00");
    }

    @Test
    void timesInNanosecondsAreInstantsToTheMicrosecond() throws IOException {
        String columns = LEAD + "required int64 created_at (TIMESTAMP(NANOS,true)); "
                + "required int64 Updated_At (TIMESTAMP(NANOS,false)); optional int64 handed_over_at (TIMESTAMP(NANOS,true));";
        long nanos = Instant.parse("2026-03-31T10:00:00Z").getEpochSecond() * 1_000_000_000L + 123_456_789L;
        // A microsecond and a bit before 1970: the time is cut, not rounded towards 1970.
        byte[] bytes = parquet(
                columns,
                lead -> lead.append("lead_id", "L1")
                        .append("created_at", nanos)
                        .append("Updated_At", nanos)
                        .append("handed_over_at", -1_001L));
        warehouse.landsBytes("leads/dt=2026-04-01/a.parquet", bytes);

        warehouse.night("2026-04-01");

        assertThat(warehouse.rows("raw.leads", "lead_id", "created_at", "updated_at", "handed_over_at"))
                .containsExactly("L1|2026-03-31 10:00:00.123456|2026-03-31 10:00:00.123456|1969-12-31 23:59:59.999998");
    }

    @Test
    void aMappingSeesTimesInNanosecondsAsTimes() throws IOException {
        Path configuration = folder.resolve("conf");
        Files.createDirectories(configuration.resolve("sources"));
        Files.createDirectories(configuration.resolve("sql/sources/crm"));
        Files.writeString(
                configuration.resolve("sources/crm.yaml"),
                "feeds:\n  accounts:\n    path: crm/*.parquet\n    format: parquet\n    time_zone: Asia/Tokyo\n");
        Files.writeString(
                configuration.resolve("sql/sources/crm/accounts.sql"),
                "SELECT id AS account_id, changed AS updated_at FROM input WHERE changed > TIMESTAMP_NTZ'2026-01-01'");
        long nanos = Instant.parse("2026-03-31T10:00:00Z").getEpochSecond() * 1_000_000_000L;
        warehouse.landsBytes(
                "crm/a.parquet",
                parquet(
                        "required binary id (STRING); required int64 changed (TIMESTAMP(NANOS,false));",
                        account -> account.append("id", "A1").append("changed", nanos)));

        warehouse.configured(configuration).night("2026-04-01");

        assertThat(warehouse.rows("raw.accounts", "account_id", "updated_at"))
                .containsExactly("A1|2026-03-31 01:00:00");
    }

    @Test
    void aFileWithAColumnThatCannotBeReadIsRefusedAndTheNightGoesOn() throws IOException {
        String columns = "required binary account_id (STRING); required int32 opens_at (TIME(MILLIS,true));";
        warehouse
                .landsBytes(
                        "accounts/dt=2026-04-01/a.parquet",
                        parquet(
                                columns,
                                account -> account.append("account_id", "A1").append("opens_at", 1)))
                .lands("accounts/dt=2026-04-01/b.csv", "account_id", "A2");

        IngestOutcome outcome = warehouse.night("2026-04-01");

        assertThat(warehouse.rows("ops.file", "path", "refused_reason"))
                .containsExactly("accounts/dt=2026-04-01/a.parquet|unreadable", "accounts/dt=2026-04-01/b.csv|-");
        assertThat(warehouse.rows("raw.accounts", "account_id")).containsExactly("A2");
        assertThat(outcome.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.detail()).contains("TIME(MILLIS,true)"));
    }

    private byte[] parquet(String columns, Consumer<Group> row) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message row { " + columns + " }");
        Path file = Files.createTempDirectory(folder, "written").resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .build()) {
            Group group = new SimpleGroup(schema);
            row.accept(group);
            writer.write(group);
        }
        return Files.readAllBytes(file);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
