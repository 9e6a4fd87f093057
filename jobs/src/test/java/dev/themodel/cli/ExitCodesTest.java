package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.EmailKey;
import dev.themodel.night.WarehouseLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: exit codes, what goes to stdout and what to stderr. */
class ExitCodesTest {

    @TempDir
    Path folder;

    @Test
    void aPlanIsDoneAtOnce() throws Exception {
        Ended ended = run(
                "plan",
                "--revenue",
                "10000000",
                "--deal-value",
                "1000000",
                "--rates",
                "visitor=5%,lead=10%,opportunity=25%,meeting=50%",
                "--json");
        assertThat(ended.code()).isZero();
        assertThat(ended.out().strip().lines().reduce((first, last) -> last).orElse(""))
                .startsWith("{")
                .contains("\"required\":16000");
    }

    @Test
    void wrongUsageEndsWithTwoAndNoStackTrace() throws Exception {
        Files.createDirectories(folder.resolve("landing"));
        for (List<String> wrong : List.of(
                List.of("nightly", "--date", "2026-13-01"),
                List.of("nightly"),
                List.of("nightli"),
                List.of("backfill", "--from", "2026-01-02", "--to", "2026-01-01"),
                List.of("backfill", "--from", "2026-01-01"),
                List.of("backfill", "--from", "2026-1-1", "--to", "2026-01-02"),
                List.of("rebuild", "--layer", "raw"),
                List.of("rebuild", "--warehouse", "nowhere"),
                List.of("feeds", "leeds"),
                List.of("upkeep", "--retention-days", "3"),
                List.of("try", "landing", "--feed", "leads"),
                List.of("sql", "SELECT 1", "--warehouse", "nowhere"),
                List.of("demo", "--scale", "0"),
                List.of("nightly", "--date", "2026-01-01", "--landing", "nowhere"))) {
            Ended ended = run(wrong.toArray(String[]::new));
            assertThat(ended.code()).as(wrong.toString()).isEqualTo(2);
            assertThat(ended.err()).as(wrong.toString()).isNotBlank().doesNotContain("\tat ");
            assertThat(ended.out()).as(wrong.toString()).isEmpty();
        }
    }

    @Test
    void aHeldWarehouseEndsWithFive() throws Exception {
        Files.createDirectories(folder.resolve("landing"));
        String warehouse = folder.resolve("warehouse").toString();
        try (WarehouseLock held = WarehouseLock.take(warehouse, Duration.ZERO, new Configuration())) {
            assertThat(held.token()).isEqualTo(1);
            Ended ended = run("nightly", "--date", "2026-01-01", "--json");
            assertThat(ended.code()).isEqualTo(5);
            assertThat(ended.err()).contains("Another run holds the warehouse").contains("--wait");
            assertThat(ended.out()).contains("\"exit_code\":5");
        }
    }

    @Test
    void aFolderOfSomethingElseIsNotWrittenTo() throws Exception {
        Files.createDirectories(folder.resolve("landing"));
        Files.createDirectories(folder.resolve("warehouse"));
        Files.writeString(folder.resolve("warehouse/thesis.txt"), "do not touch");
        Ended ended = run("nightly", "--date", "2026-01-01");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("thesis.txt");
        assertThat(folder.resolve("warehouse/_lock")).doesNotExist();
    }

    @Test
    void aKeyInsideTheWarehouseIsRefusedBeforeTheRunBegins() throws Exception {
        Files.createDirectories(folder.resolve("landing"));
        Files.createDirectories(folder.resolve("warehouse/_lock"));
        Files.writeString(folder.resolve("warehouse/email.key"), "secret");
        Files.writeString(folder.resolve("mine.yaml"), "privacy: {email_key_file: warehouse/email.key}");
        Ended ended = run("nightly", "--date", "2026-01-01", "--config", "mine.yaml");
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("email.key: found it inside the warehouse");
        assertThat(folder.resolve("warehouse/_lock")).isEmptyDirectory();
        assertThat(folder.resolve("warehouse/ops")).doesNotExist();
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.themodel.cli.Warehouse"));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of(EmailKey.VARIABLE, EmailKey.FILE_VARIABLE));
        int code = builder.start().waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
