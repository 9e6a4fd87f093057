package dev.themodel.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.model.TableName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {

    private static final TableName PET = TableName.of("star", "pet");
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        spark = Sessions.openForSmallDeltas("local[2]", "test");
    }

    @Test
    void writesReadsRestoresAndShowsVersions() throws Exception {
        Lake lake = lake();
        assertThat(lake.exists(PET)).isFalse();
        assertThat(lake.read(PET).columns()).containsExactly("name", "legs", "born");

        long first = lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        long second = lake.append(PET, pets("SELECT 'Grace' AS name, 2 AS legs, DATE'2026-02-01' AS born"));
        assertThat(names(lake.read(PET))).containsExactly("Ada", "Grace");
        assertThat(names(lake.read(PET, first))).containsExactly("Ada");

        lake.replaceKeys(
                PET,
                List.of("name"),
                pets("SELECT 'Grace' AS name, 3 AS legs, DATE'2026-03-01' AS born"),
                spark.sql("SELECT 'Ada' AS name"),
                files(lake, "true"));
        assertThat(lake.read(PET).collectAsList().toString()).isEqualTo("[[Grace,3,2026-03-01]]");

        lake.restore(PET, second);
        assertThat(names(lake.read(PET))).containsExactly("Ada", "Grace");
        lake.replaceWhere(PET, "born = DATE'2026-01-01'", lake.read(PET).where("false"));
        assertThat(names(lake.read(PET))).containsExactly("Grace");

        lake.view(spark, PET, OptionalLong.of(second));
        assertThat(names(spark.sql("SELECT * FROM star.pet"))).containsExactly("Ada", "Grace");
        lake.view(spark, PET, OptionalLong.empty());
        assertThat(names(spark.sql("SELECT * FROM star.pet"))).containsExactly("Grace");
        assertThat(spark.sql("DESCRIBE star.pet").collectAsList().get(1).getString(2))
                .isEqualTo("How many it stands on, it's a count");
        lake.restore(PET, -1);
        assertThat(lake.read(PET).count()).isZero();
    }

    @Test
    void aVersionComesBackFileByFile() throws Exception {
        Lake lake = lake();
        long first = lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        lake.append(PET, pets("SELECT 'Grace' AS name, 2 AS legs, DATE'2026-02-01' AS born"));
        Set<String> files = files(lake, "name = 'Ada'");
        lake.overwrite(PET, pets("SELECT 'Linus' AS name, 2 AS legs, DATE'2026-03-01' AS born"));

        long version = lake.restore(PET, first);

        assertThat(lake.version(PET)).isEqualTo(version);
        assertThat(names(lake.read(PET))).containsExactly("Ada");
        assertThat(files(lake, "true")).isEqualTo(files);
        // As any other reader sees it, and as Delta tells its history.
        assertThat(names(spark.read().format("delta").load(lake.path(PET)))).containsExactly("Ada");
        Row told = spark.sql("DESCRIBE HISTORY delta.`" + lake.path(PET) + "` LIMIT 1")
                .first();
        assertThat(told.<String>getAs("operation")).isEqualTo("RESTORE");
        lake.append(PET, pets("SELECT 'Grace' AS name, 2 AS legs, DATE'2026-02-01' AS born"));
        assertThat(names(lake.read(PET))).containsExactly("Ada", "Grace");
    }

    @Test
    void aVersionWhoseFileIsGoneDoesNotComeBack() throws Exception {
        Lake lake = lake();
        long first = lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        String file = files(lake, "true").iterator().next();
        lake.overwrite(PET, pets("SELECT 'Linus' AS name, 2 AS legs, DATE'2026-03-01' AS born"));
        try (Stream<Path> paths = Files.walk(Path.of(lake.path(PET)))) {
            Files.delete(paths.filter(path -> path.endsWith(file)).findFirst().orElseThrow());
        }

        assertThatThrownBy(() -> lake.restore(PET, first))
                .hasMessageContaining("star.pet can't go back to version 0")
                .hasMessageContaining(file);
        assertThat(names(lake.read(PET))).containsExactly("Linus");
    }

    @Test
    void columnsThatHaveComeSinceGoBackWithTheirRows() throws Exception {
        Lake lake = lake();
        long first = lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        spark.sql("ALTER TABLE delta.`" + lake.path(PET) + "` ADD COLUMNS (owner STRING)");

        lake.restore(PET, first);

        assertThat(lake.read(PET).columns()).containsExactly("name", "legs", "born");
        assertThat(names(lake.read(PET))).containsExactly("Ada");
    }

    @Test
    void tablesArePlain() throws Exception {
        Lake lake = lake();
        lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        Row detail = spark.sql("DESCRIBE DETAIL delta.`" + lake.path(PET) + "`").first();
        assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
        assertThat(detail.<Integer>getAs("minWriterVersion")).isEqualTo(2);
        assertThat(detail.<String>getAs("description")).isEqualTo("One row per pet");
    }

    @Test
    void rowsThatDoNotFitNameTableAndColumns() throws Exception {
        Lake lake = lake();
        assertThatThrownBy(() -> lake.append(PET, pets("SELECT 'four' AS legs, 'Ada' AS name, 1 AS age")))
                .hasMessageContaining("star.pet")
                .hasMessageContaining("'age' is not in")
                .hasMessageContaining("'legs' is STRING, not BIGINT")
                .hasMessageContaining("'born' (DATE) is missing");
    }

    @Test
    void aMissingTableIsAnEmptyView() throws Exception {
        lake().view(spark, PET, OptionalLong.empty());
        assertThat(spark.sql("SELECT count(*), sum(legs) FROM star.pet").first().getLong(0))
                .isZero();
    }

    @Test
    void aTableThatAKilledRunBeganToMakeIsMade() throws Exception {
        Lake lake = lake();
        Files.createDirectories(Path.of(lake.path(PET)).resolve("_delta_log/_staged_commits"));
        assertThat(lake.exists(PET)).isFalse();
        lake.replaceWhere(PET, "legs = 4", pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        assertThat(names(lake.read(PET))).containsExactly("Ada");
    }

    @Test
    void aTableMayBeginWithKeysOrWithoutRows() throws Exception {
        Lake lake = lake();
        lake.append(PET, lake.read(PET));
        assertThat(lake.exists(PET)).isTrue();
        assertThat(lake.read(PET).count()).isZero();

        Lake other = new Lake(spark, folder.resolve("another").toString(), lake.definitions());
        other.replaceKeys(
                PET,
                List.of("name"),
                pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"),
                spark.sql("SELECT 'Grace' AS name"),
                Set.of());
        assertThat(names(other.read(PET))).containsExactly("Ada");
    }

    @Test
    void onlyTheFilesOfReplacedKeysAreWrittenAnew() throws Exception {
        Lake lake = lake();
        lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        lake.append(PET, pets("SELECT 2 AS legs, 'Grace' AS name, DATE'2026-01-02' AS born"));
        Set<String> ofAda = files(lake, "name = 'Ada'");
        Set<String> ofGrace = files(lake, "name = 'Grace'");
        assertThat(ofAda).hasSize(1).doesNotContainAnyElementsOf(ofGrace);
        assertThat(names(lake.readWithFiles(PET, lake.version(PET), ofGrace))).containsExactly("Grace");

        Dataset<Row> ada = pets("SELECT 3 AS legs, 'Ada' AS name, DATE'2026-01-03' AS born");
        Dataset<Row> none = spark.sql("SELECT 'nobody' AS name");
        long before = lake.version(PET);
        lake.replaceKeys(PET, List.of("name"), ada, none, ofAda);
        assertThat(names(lake.readWithFiles(PET, before, ofAda))).containsExactly("Ada");
        assertThat(names(lake.readWithFiles(PET, lake.version(PET), ofAda))).isEmpty();
        assertThat(names(lake.readWithFiles(PET, -1))).isEmpty();
        assertThat(names(lake.read(PET))).containsExactly("Ada", "Grace");
        assertThat(files(lake, "name = 'Ada'")).doesNotContainAnyElementsOf(ofAda);
        assertThat(files(lake, "name = 'Grace'")).isEqualTo(ofGrace);
        assertThat(names(lake.readWrittenSince(PET, lake.version(PET) - 1))).containsExactly("Ada");
        assertThat(names(lake.readWrittenSince(PET, -1))).containsExactly("Ada", "Grace");

        assertThatThrownBy(() -> lake.replaceKeys(PET, List.of("name"), ada, none, ofAda))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("star.pet was written since its rows were read");
    }

    private static Set<String> files(Lake lake, String condition) {
        return Set.copyOf(lake.readWithFiles(PET)
                .where(condition)
                .select(Lake.FILE)
                .as(Encoders.STRING())
                .collectAsList());
    }

    @Test
    void partitionsMayBeChosenByAQuery() throws Exception {
        Lake lake = lake();
        lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        lake.append(PET, pets("SELECT 2 AS legs, 'Grace' AS name, DATE'2026-02-01' AS born"));
        lake.view(spark, PET, OptionalLong.empty());
        assertThat(names(spark.sql(
                        "SELECT * FROM star.pet WHERE born >= (SELECT max(born) FROM star.pet WHERE legs > 0)")))
                .containsExactly("Grace");
    }

    @Test
    void filesWithoutAnyOfTheDaysAreNotRead() throws Exception {
        Lake lake = new Lake(spark, folder.resolve("days").toString(), Definitions.shipped());
        TableName delivery = TableName.parse("star.delivery");
        for (int day : List.of(1, 15, 31)) {
            lake.append(
                    delivery,
                    rowsOf(delivery, lake)
                            .withColumn("delivered_date", functions.lit(Date.valueOf(LocalDate.of(2026, 1, day))))
                            .withColumn("unit_id", functions.lit("of day " + day))
                            .withColumn("delivered_month", functions.lit(Date.valueOf("2026-01-01"))));
        }
        Path middle = Path.of(URI.create(lake.read(delivery)
                .where("unit_id = 'of day 15'")
                .selectExpr("_metadata.file_path")
                .first()
                .getString(0)));
        Files.delete(middle);
        List<String> conditions = List.of(
                "delivered_date IN (DATE'2026-01-01', DATE'2026-01-31')",
                // Spark makes a set of more than ten
                "delivered_date IN ("
                        + LocalDate.parse("2026-01-16")
                                .datesUntil(LocalDate.parse("2026-02-01"))
                                .map(day -> "DATE'" + day + "'")
                                .collect(Collectors.joining(", ", "DATE'2026-01-01', ", ""))
                        + ")");
        for (String condition : conditions) {
            assertThat(lake.read(delivery).where(condition).count())
                    .as(condition)
                    .isEqualTo(2);
        }
        assertThat(lake.read(delivery)
                        .where("delivered_date = DATE'2026-01-31'")
                        .select("unit_id")
                        .first()
                        .getString(0))
                .isEqualTo("of day 31");
    }

    private static Dataset<Row> rowsOf(TableName table, Lake lake) {
        return spark.createDataFrame(
                List.of(RowFactory.create(
                        new Object[lake.definitions().of(table).columns().size()])),
                lake.definitions().of(table).schema());
    }

    @Test
    void aColumnThatADefinitionGainsIsNullBeforeTheNextWrite() throws Exception {
        lake().append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        Path table = folder.resolve("conf/sql/star/pet/table.sql");
        Files.writeString(
                table,
                Files.readString(table)
                        .replace("'Day of birth')", "'Day of birth', tags ARRAY<STRING> COMMENT 'What it is called')"));
        Lake lake = new Lake(
                spark,
                folder.resolve("a warehouse").toString(),
                Definitions.overlaidBy(folder.resolve("conf").toString()));

        lake.view(spark, PET, OptionalLong.of(lake.version(PET)));
        assertThat(spark.sql("SELECT name, tags FROM star.pet").collectAsList().toString())
                .isEqualTo("[[Ada,null]]");

        lake.replaceWhere(
                PET,
                "born = DATE'2026-02-01'",
                pets("SELECT 4 AS legs, 'Grace' AS name, DATE'2026-02-01' AS born, array('cat') AS tags"));
        lake.view(spark, PET, OptionalLong.empty());
        assertThat(spark.sql("SELECT name, tags[0] FROM star.pet ORDER BY name")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[Ada,null], [Grace,cat]]");
    }

    @Test
    void everyShippedDefinitionParses() {
        Definitions shipped = Definitions.shipped();
        assertThat(shipped.all())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(shipped.of(table).comment()).isNotBlank());
    }

    @Test
    void aLostHoldStopsTheCommit() throws Exception {
        Lake lake = lake();
        lake.append(PET, pets("SELECT 4 AS legs, 'Ada' AS name, DATE'2026-01-01' AS born"));
        FencedLogStore.guard(lake.root(), () -> {
            throw new Fence.LostHold("another run took over");
        });
        assertThatThrownBy(() -> lake.overwrite(PET, lake.read(PET).where("false")))
                .hasStackTraceContaining("another run took over");
        FencedLogStore.guard(lake.root(), Fence.NONE);
        assertThat(lake.read(PET).count()).isEqualTo(1);
    }

    private Lake lake() throws Exception {
        Path pet = Files.createDirectories(folder.resolve("conf/sql/star/pet"));
        Files.writeString(
                pet.resolve("table.sql"),
                "CREATE TABLE star.pet (name STRING NOT NULL COMMENT 'Its name', legs BIGINT COMMENT"
                        + " 'How many it stands on, it''s a count', born DATE COMMENT 'Day of birth')"
                        + " USING delta COMMENT 'One row per pet' PARTITIONED BY (born);\n");
        return new Lake(
                spark,
                folder.resolve("a warehouse").toString(),
                Definitions.overlaidBy(folder.resolve("conf").toString()));
    }

    private static Dataset<Row> pets(String sql) {
        return spark.sql(sql);
    }

    private static List<String> names(Dataset<Row> rows) {
        return rows.select("name").orderBy("name").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
