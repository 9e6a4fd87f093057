package dev.themodel.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of a file of JSON lines: one object a line, a missing key is NULL. */
final class JsonRecords implements RecordSource {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .readerFor(JsonNode.class);

    private final BufferedReader lines;
    private final List<String> wanted;
    private final Set<String> seen = new LinkedHashSet<>();
    private long number;
    private boolean hasObject;

    JsonRecords(Reader text, List<String> wanted) {
        this.lines = new BufferedReader(text, 1 << 16);
        this.wanted = wanted;
    }

    @Override
    public Set<String> columns() {
        return seen;
    }

    @Override
    public boolean namesColumns() {
        return !seen.isEmpty();
    }

    @Override
    public Optional<SourceRecord> next() throws IOException, UnreadableFile {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = number == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (!text.isBlank()) {
                number++;
                hasObject |= text.stripLeading().startsWith("{");
                return Optional.of(record(text));
            }
        }
        // A CSV file, or one array over many lines: the file is at fault, not each of its lines.
        if (number > 0 && !hasObject) {
            throw new UnreadableFile("is no JSON lines: none of its lines begins an object with '{'");
        }
        return Optional.empty();
    }

    private SourceRecord record(String line) {
        if (isUndecodable(line)) {
            return new SourceRecord.Broken(number, Reason.UNDECODABLE);
        }
        try {
            JsonNode node = READER.readTree(line);
            if (!(node instanceof ObjectNode object)) {
                return new SourceRecord.Broken(number, Reason.UNDECODABLE);
            }
            Map<String, JsonNode> values = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (values.put(plain(entry.getKey()), entry.getValue()) != null) {
                    return new SourceRecord.Broken(number, Reason.UNDECODABLE);
                }
            }
            seen.addAll(values.keySet());
            return new Line(number, line, object, values, wanted);
        } catch (JsonProcessingException | NumberFormatException noJson) {
            // The latter by a number whose exponent is too long for any number.
            return new SourceRecord.Broken(number, Reason.UNDECODABLE);
        }
    }

    private static boolean isUndecodable(String line) {
        for (int i = line.indexOf(FileBytes.UNDECODABLE); i >= 0; i = line.indexOf(FileBytes.UNDECODABLE, i + 1)) {
            if (i == 0 || !Character.isHighSurrogate(line.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String key) {
        return key.strip().toLowerCase(Locale.ROOT);
    }

    private record Line(long number, String line, ObjectNode object, Map<String, JsonNode> values, List<String> wanted)
            implements SourceRecord.Whole {

        @Override
        public Object value(int column) {
            JsonNode value = values.get(wanted.get(column));
            if (value == null || value.isNull()) {
                return null;
            }
            if (value.isBoolean()) {
                return value.booleanValue();
            }
            if (value.isNumber()) {
                return value.decimalValue();
            }
            return value.isTextual() ? value.textValue() : value.toString();
        }

        @Override
        public String text(Set<String> maskedColumns) {
            ObjectNode masked = object.deepCopy();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (maskedColumns.contains(plain(entry.getKey()))
                        && !entry.getValue().isNull()) {
                    masked.put(entry.getKey(), MASK);
                }
            }
            return masked.equals(object) ? line : masked.toString();
        }
    }
}
