package dev.themodel.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads what was landed back from the files alone, by the contract and without any class of the simulator. */
final class LandedFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A row of a file.
     *
     * @param record its number in the file, from 1
     * @param values by column name in small letters, empty ones left out; empty where the row can't be taken apart
     */
    record Row(String path, String dt, long record, Optional<Map<String, String>> values) {

        String value(String column) {
            return values.orElseThrow().getOrDefault(column, "");
        }
    }

    private LandedFiles() {}

    /** Every file below a folder by its path there, in order, with its bytes. */
    static Map<String, byte[]> bytes(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** The rows of one file. */
    static List<Row> rows(Path folder, String path) throws IOException {
        String dt = path.replaceFirst(".*/dt=([0-9-]{10})/.*", "$1");
        String text = text(folder.resolve(path));
        List<Row> rows = new ArrayList<>();
        if (path.contains(".jsonl")) {
            for (String line : text.split("\n")) {
                rows.add(new Row(path, dt, rows.size() + 1, object(line)));
            }
            return rows;
        }
        List<List<String>> lines = csv(text);
        List<String> header = lines.get(0).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (List<String> fields : lines.subList(1, lines.size())) {
            rows.add(new Row(path, dt, rows.size() + 1, byName(header, fields)));
        }
        return rows;
    }

    private static Optional<Map<String, String>> byName(List<String> header, List<String> fields) {
        if (fields.size() != header.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < fields.size(); index++) {
            if (!fields.get(index).isBlank()) {
                values.put(header.get(index), fields.get(index).strip());
            }
        }
        return Optional.of(values);
    }

    private static Optional<Map<String, String>> object(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Map<String, String> values = new LinkedHashMap<>();
            node.fields()
                    .forEachRemaining(
                            field -> values.put(field.getKey(), field.getValue().asText()));
            return node.isObject() ? Optional.of(values) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }

    /** RFC 4180. */
    private static List<List<String>> csv(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (isQuoted) {
                if (letter == '"' && index + 1 < text.length() && text.charAt(index + 1) == '"') {
                    field.append('"');
                    index++;
                } else if (letter == '"') {
                    isQuoted = false;
                } else {
                    field.append(letter);
                }
            } else if (letter == '"') {
                isQuoted = true;
            } else if (letter == ',' || letter == '\n') {
                fields.add(field.toString());
                field.setLength(0);
                if (letter == '\n') {
                    lines.add(fields);
                    fields = new ArrayList<>();
                }
            } else if (letter != '\r') {
                field.append(letter);
            }
        }
        return lines;
    }
}
