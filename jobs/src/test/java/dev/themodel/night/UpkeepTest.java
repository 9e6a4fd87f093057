package dev.themodel.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.LedgerEntry;
import dev.themodel.lake.Publication;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.TableFiles;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {

    private static final TableName PET = TableName.of("star", "pet");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static SparkSession spark;

    @TempDir
    Path folder;

    private Lake lake;
    private Ledger ledger;
    private long nights;

    @BeforeAll
    static void open() {
        spark = Sessions.openForSmallDeltas("local[2]", "test");
    }

    @BeforeEach
    void warehouse() throws IOException {
        Path pet = Files.createDirectories(folder.resolve("conf/sql/star/pet"));
        Files.writeString(
                pet.resolve("table.sql"),
                "CREATE TABLE star.pet (name STRING COMMENT 'Its name', born DATE COMMENT 'Day of birth')"
                        + " USING delta COMMENT 'One row per pet' PARTITIONED BY (born);\n");
        lake = new Lake(
                spark,
                folder.resolve("warehouse").toString(),
                Definitions.overlaidBy(folder.resolve("conf").toString()));
        ledger = new Ledger(lake);
    }

    @Test
    void joinsSmallFilesAndPublishesTheSameRowsWhichTheNextNightTakesForItsOwn() {
        for (String name : List.of("Ada", "Grace", "佐藤")) {
            publish(bornOnFirst(name));
        }
        Outcome told = upkeep(WEEK, true);
        assertThat(told.figures()).containsEntry("dry_run", true);
        assertThat(told.publication()).isEmpty();
        assertThat(OptionalLong.of(lake.version(PET)))
                .as("a dry run writes nothing")
                .isEqualTo(published(3).version(PET));

        Outcome done = upkeep(WEEK, false);

        // Three of the table, and three each of the ledger's two.
        assertThat(done.figures()).containsEntry("files_joined", 9L).containsEntry("files_deleted", 0L);
        assertThat(told.figures()).containsEntry("files_joined", 9L).containsEntry("files_deleted", 0L);
        assertThat(done.publication()).hasValue(4);
        assertThat(published(4).night()).isEqualTo(published(3).night());
        assertThat(lake.size(PET).files()).isEqualTo(1);
        assertThat(names(published(4))).containsExactly("Ada", "Grace", "佐藤");
        assertThat(names(published(3))).containsExactly("Ada", "Grace", "佐藤");

        Ledger.State state = ledger.state();
        assertThat(state.fingerprints()).containsEntry(PET, "as defined");
        assertThat(state.starIngestId()).isEqualTo(3);
        new Recovery(lake, ledger, "next", Progress.SILENT).run(state, Part.ALL, false);
        assertThat(OptionalLong.of(lake.version(PET)))
                .as("recovery leaves it alone")
                .isEqualTo(published(4).version(PET));
    }

    @Test
    void anUpkeepKilledOrANightUnpublishedDoesNoHarm() {
        publish(bornOnFirst("Ada"));
        publish(bornOnFirst("Grace"));
        // Killed before the ledger knew of it.
        new TableFiles(lake).join(PET);
        List<String> told = new ArrayList<>();

        new Recovery(lake, ledger, "next", telling(told)).run(ledger.state(), Part.ALL, false);

        assertThat(told).singleElement().asString().contains("left something in 1 table:");

        assertThat(lake.read(PET).count()).isEqualTo(2);
        assertThat(names(published(2))).containsExactly("Ada", "Grace");

        record(lake.append(PET, bornOnFirst("佐藤")));
        long version = lake.version(PET);
        Outcome outcome = upkeep(Duration.ZERO, false);
        assertThat(outcome.warnings()).singleElement().asString().contains("was begun and not published");
        assertThat(lake.version(PET)).isEqualTo(version);
        assertThat(outcome.figures()).containsEntry("files_joined", 0L).containsEntry("files_deleted", 0L);
    }

    @Test
    void keepsWhatIsYoungerThanTheRetentionAndAlwaysTheTwoNewestSets() {
        for (String name : List.of("Ada", "Grace", "佐藤")) {
            publish(bornOnFirst(name), true);
        }
        upkeep(WEEK, false);
        assertThat(names(published(1))).containsExactly("Ada");

        upkeep(Duration.ZERO, false);
        assertThat(names(published(3))).containsExactly("佐藤");
        assertThat(names(published(2))).containsExactly("Grace");
        assertThatThrownBy(() -> names(published(1))).hasStackTraceContaining("does not exist");
    }

    /** Each night writes into one of the twelve months of birth and into two ledgers; each week ends with an upkeep. */
    @Test
    @Tag("long")
    void filesStayBoundedOverAYearOfSmallNights() throws IOException {
        long most = 0;
        for (int night = 0; night < 365; night++) {
            publish(spark.sql("SELECT 'Ada " + night + "' AS name, DATE'2026-"
                    + String.format(Locale.ROOT, "%02d", night % 12 + 1) + "-01' AS born"));
            if (night % 7 == 6) {
                upkeep(Duration.ZERO, false);
                most = Math.max(most, filesOnDisk("star/pet"));
            }
        }
        assertThat(lake.read(PET).count()).isEqualTo(365);
        // Twelve joined files, seven of a week, and what the set before still needs of both.
        assertThat(most).isLessThanOrEqualTo(2 * (12 + 7));
        assertThat(filesOnDisk("ops/table_run")).isLessThanOrEqualTo(20);
        assertThat(filesOnDisk("ops/published")).isLessThanOrEqualTo(20);
    }

    private static Progress telling(List<String> notes) {
        return new Progress() {
            @Override
            public void begin(String stage) {}

            @Override
            public void end(String stage, String result) {}

            @Override
            public void note(String text) {
                notes.add(text);
            }
        };
    }

    private Outcome upkeep(Duration retention, boolean isDryRun) {
        return new Upkeep(lake, Progress.SILENT, Duration.ZERO).run(retention, isDryRun, "upkeep");
    }

    private static Dataset<Row> bornOnFirst(String name) {
        return spark.sql("SELECT '" + name + "' AS name, DATE'2026-01-01' AS born");
    }

    private void publish(Dataset<Row> pets) {
        publish(pets, false);
    }

    private void publish(Dataset<Row> pets, boolean replaces) {
        long version = replaces ? lake.overwrite(PET, pets) : lake.append(PET, pets);
        long sequence = record(version);
        long number = ledger.publication().map(Publication::number).orElse(0L) + 1;
        ledger.publish(new Publication(number, FIRST.plusDays(nights), Map.of(PET, version), nights, sequence));
    }

    private long record(long version) {
        nights++;
        long sequence = ledger.state().sequence() + 1;
        TableWrite write = new TableWrite(PET, TableWrite.APPENDED, version, 1, 1, 0.1, "as defined", Set.of());
        LedgerEntry entry = new LedgerEntry(
                "night " + nights,
                LedgerEntry.STAR,
                Optional.of(FIRST.plusDays(nights)),
                write,
                nights,
                OptionalLong.empty(),
                sequence);
        ledger.record(List.of(entry), sequence);
        return sequence;
    }

    private Publication published(long number) {
        return ledger.publication(number).orElseThrow();
    }

    private List<String> names(Publication publication) {
        return lake.read(PET, publication.version(PET).getAsLong()).select("name").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private long filesOnDisk(String table) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse").resolve(table))) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .count();
        }
    }
}
