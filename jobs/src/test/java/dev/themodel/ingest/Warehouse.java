package dev.themodel.ingest;

import dev.themodel.config.EmailKey;
import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A landing folder and a warehouse of a test's own, driven as a night would. */
final class Warehouse {

    private final Path folder;
    private final Lake lake;
    private Settings settings = Settings.shipped();

    Warehouse(Path folder) {
        this.folder = folder;
        SparkSession spark = Sessions.openForSmallDeltas("local[2]", "tests");
        this.lake = new Lake(spark, folder.resolve("warehouse").toString(), Definitions.shipped());
        folder.resolve("landing").toFile().mkdirs();
    }

    /** Lets the configuration be that of a folder. */
    Warehouse configured(Path configuration) {
        settings = Settings.load(configuration.toString());
        return this;
    }

    Lake lake() {
        return lake;
    }

    Path landing() {
        return folder.resolve("landing");
    }

    /** Lands lines as a UTF-8 file. */
    Warehouse lands(String path, String... lines) {
        return landsBytes(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Warehouse lands(Charset charset, String path, String... lines) {
        return landsBytes(path, (String.join("\n", lines) + "\n").getBytes(charset));
    }

    Warehouse landsBytes(String path, byte[] bytes) {
        try {
            Path file = landing().resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(String text) {
        try {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IngestOutcome night(String day) {
        return new Ingest(lake, settings, landing().toString(), Optional.of(EmailKey.of("a key")))
                .run(LocalDate.parse(day));
    }

    IngestOutcome nightWithoutKey(String day) {
        return new Ingest(lake, settings, landing().toString(), Optional.empty()).run(LocalDate.parse(day));
    }

    /** The values of a table, each row as its columns' texts joined by a bar, sorted. */
    List<String> rows(String table, String... columns) {
        return lake
                .read(TableName.parse(table))
                .selectExpr(Arrays.stream(columns)
                        .map(column -> "CAST(" + column + " AS STRING)")
                        .toArray(String[]::new))
                .collectAsList()
                .stream()
                .map(Warehouse::joined)
                .sorted()
                .toList();
    }

    private static String joined(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.length(); i++) {
            text.append(i == 0 ? "" : "|").append(row.isNullAt(i) ? "-" : row.getString(i));
        }
        return text.toString();
    }
}
