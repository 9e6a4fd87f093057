package dev.themodel.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.Fence;
import dev.themodel.lake.FencedLogStore;
import dev.themodel.lake.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class WarehouseLockTest {

    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    Path root;

    @Test
    void secondHolderIsTurnedAwayByNameOfTheFirst() {
        try (WarehouseLock first = take(Duration.ZERO)) {
            assertThatThrownBy(() -> take(Duration.ZERO))
                    .isInstanceOf(WarehouseLock.Held.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--wait");
            assertThatCode(first::check).doesNotThrowAnyException();
        }
    }

    @Test
    void aReleasedWarehouseIsTakenWithAGreaterToken() {
        WarehouseLock first = take(Duration.ZERO);
        first.close();
        try (WarehouseLock second = take(Duration.ZERO)) {
            assertThat(second.token()).isGreaterThan(first.token());
        }
    }

    @Test
    void whoWaitsGetsItOnceItIsFree() throws Exception {
        WarehouseLock first = take(Duration.ZERO);
        Thread release = new Thread(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            first.close();
        });
        release.start();
        try (WarehouseLock second = take(Duration.ofSeconds(20))) {
            assertThat(second.token()).isEqualTo(first.token() + 1);
        }
        release.join();
    }

    @Test
    void aProcessKilledOnThisMachineIsSucceededAtOnce() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        String start = process.info().startInstant().map(Instant::toString).orElse("");
        leaveToken(1, new Holder(Holder.current().place(), process.pid(), start), Instant.now());
        assertThatThrownBy(() -> take(Duration.ZERO)).isInstanceOf(WarehouseLock.Held.class);

        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (WarehouseLock second = take(Duration.ZERO)) {
            assertThat(second.token()).isEqualTo(2);
        }
    }

    @Test
    void aProcessOfAnotherMachineIsSucceededWhenItsLeaseHasRunOut() throws Exception {
        Holder elsewhere = new Holder("elsewhere boot namespace", 1, "2026-01-01T00:00:00Z");
        leaveToken(7, elsewhere, Instant.now().minusSeconds(30));
        assertThatThrownBy(() -> take(Duration.ZERO))
                .isInstanceOf(WarehouseLock.Held.class)
                .hasMessageContaining("process 1 on elsewhere");

        leaveToken(7, elsewhere, Instant.now().minusSeconds(61));
        try (WarehouseLock second = take(Duration.ZERO)) {
            assertThat(second.token()).isEqualTo(8);
        }
    }

    @Test
    void aSucceededHolderFailsItsNextCheck() throws Exception {
        WarehouseLock first = take(Duration.ZERO);
        leaveToken(first.token() + 1, Holder.current(), Instant.now());
        assertThatThrownBy(first::check).isInstanceOf(Fence.LostHold.class).hasMessageContaining("lost its hold");
        first.close();
    }

    @Test
    void aHolderSilentForALeaseFailsItsNextCheck() throws Exception {
        WarehouseLock first = WarehouseLock.take(root.toString(), Duration.ZERO, Duration.ofMillis(1), CONFIGURATION);
        Thread.sleep(50);
        assertThatThrownBy(first::check).isInstanceOf(Fence.LostHold.class);
        first.close();
    }

    @Test
    void aCommitAsksTheHolderHoweverTheFolderWasNamed() throws Exception {
        Path fromHere = Path.of("").toAbsolutePath().relativize(root);
        assertThat(fromHere).startsWithRaw(Path.of(".."));
        SparkConf sparkConf =
                Sessions.openForSmallDeltas("local[2]", "test").sparkContext().getConf();
        FencedLogStore store = new FencedLogStore(sparkConf, CONFIGURATION);
        for (String named : List.of(
                fromHere.toString(),
                root + "/../" + root.getFileName(),
                root.toUri().toString())) {
            WarehouseLock succeeded = WarehouseLock.take(named, Duration.ZERO, CONFIGURATION);
            leaveToken(succeeded.token() + 1, Holder.current(), Instant.now().minusSeconds(61));
            Path commit = root.resolve("star/pet/_delta_log/00000000000000000000.json");
            assertThatThrownBy(() -> store.write(
                            new org.apache.hadoop.fs.Path(commit.toUri()),
                            CollectionConverters.asScala(List.<String>of().iterator()),
                            false,
                            CONFIGURATION))
                    .as(named)
                    .isInstanceOf(Fence.LostHold.class);
            assertThat(commit).doesNotExist();
            succeeded.close();
        }
    }

    private WarehouseLock take(Duration wait) {
        return WarehouseLock.take(root.toString(), wait, CONFIGURATION);
    }

    private void leaveToken(long token, Holder holder, Instant lastSign) throws Exception {
        Path folder = Files.createDirectories(root.resolve("_lock"));
        Path file = folder.resolve(String.format(java.util.Locale.ROOT, "%012d", token));
        Files.writeString(file, holder.text());
        Files.setLastModifiedTime(file, FileTime.from(lastSign));
    }
}
