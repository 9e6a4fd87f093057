package dev.themodel.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.themodel.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a case's {@code settings.yaml} says.
 *
 * @param asOf the greatest business date ever run
 * @param where SQL for the rows of the result that are looked at; TRUE where the case names none
 * @param settings the shipped ones with those of the case
 */
public record CaseSettings(LocalDate asOf, String where, Settings settings) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Settings SHIPPED = Settings.shipped();

    static CaseSettings read(Path file) {
        try {
            Map<String, Object> keys =
                    new LinkedHashMap<>(YAML.readerForMapOf(Object.class).readValue(file.toFile()));
            LocalDate asOf = LocalDate.parse(String.valueOf(keys.remove("as_of")));
            String where = Optional.ofNullable(keys.remove("where"))
                    .map(Object::toString)
                    .orElse("TRUE");
            if (keys.isEmpty()) {
                return new CaseSettings(asOf, where, SHIPPED);
            }
            Path warehouse = Files.createTempFile("warehouse", ".yaml");
            try {
                YAML.writeValue(warehouse.toFile(), keys);
                return new CaseSettings(asOf, where, Settings.load(warehouse.toString()));
            } finally {
                Files.delete(warehouse);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }
}
