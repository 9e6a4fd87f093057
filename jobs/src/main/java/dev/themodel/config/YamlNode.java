package dev.themodel.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value of a YAML file together with its path. Whatever is read from it and does not fit becomes a fault, and the
 * fallback stands in, so that reading goes on to the next fault.
 */
final class YamlNode {

    private static final int VALUE_SHOWN = 80;
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;
    private final String path;
    private final JsonNode node;
    private final Faults faults;

    private YamlNode(String file, String path, JsonNode node, Faults faults) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.faults = faults;
    }

    /** The whole of a file; a file that is no YAML is a fault and reads as empty. */
    static YamlNode parse(String file, String text, Faults faults) {
        JsonNode root = MissingNode.getInstance();
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            faults.add(file, line, problem.strip(), "YAML");
        }
        return new YamlNode(file, "", root, faults);
    }

    /** Whether anything stands here; a key without a value counts as not given. */
    boolean isGiven() {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.asText().isEmpty());
    }

    boolean isList() {
        return node.isArray();
    }

    boolean isMap() {
        return node.isObject();
    }

    /** The value under a key; where this is no map, nothing. */
    YamlNode child(String key) {
        return new YamlNode(file, path.isEmpty() ? key : path + "." + key, node.path(key), faults);
    }

    /** The map's keys, in the file's order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Iterator<String> it = node.fieldNames(); it.hasNext(); ) {
            names.add(it.next());
        }
        return names;
    }

    /** Makes every key that is not known a fault, and anything but a map too. */
    YamlNode knows(Collection<String> known) {
        if (isGiven() && !node.isObject()) {
            fault("a map with the keys " + String.join(", ", known));
        }
        for (String name : names()) {
            if (!known.contains(name)) {
                List<String> nearest = Spelling.nearest(name, known);
                child(name)
                        .faultAbout(
                                "an unknown key",
                                nearest.isEmpty()
                                        ? "one of " + String.join(", ", known)
                                        : "perhaps " + String.join(" or ", nearest));
            }
        }
        return this;
    }

    /** The list's elements; a lone value counts as a list of one, nothing as an empty list. */
    List<YamlNode> elements() {
        if (!isGiven()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(this);
        }
        List<YamlNode> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new YamlNode(file, path + "[" + i + "]", node.get(i), faults));
        }
        return elements;
    }

    /** What a scalar says, by a function that is empty for what it can't read; empty where nothing fitting is given. */
    <T> Optional<T> scalar(String expected, Function<String, Optional<T>> read) {
        if (!isGiven()) {
            return Optional.empty();
        }
        Optional<T> value = node.isValueNode() ? read.apply(scalarText()) : Optional.empty();
        if (value.isEmpty()) {
            fault(expected);
        }
        return value;
    }

    /** The same, or the fallback. */
    <T> T scalar(T fallback, String expected, Function<String, Optional<T>> read) {
        return scalar(expected, read).orElse(fallback);
    }

    /** What the elements of a list say; each must differ from the others. */
    <T> List<T> list(List<T> fallback, String expected, Function<String, Optional<T>> read) {
        if (!isGiven()) {
            return fallback;
        }
        if (node.isObject()) {
            fault("a list, each element " + expected);
            return fallback;
        }
        Set<T> values = new LinkedHashSet<>();
        for (YamlNode element : elements()) {
            Optional<T> value = element.scalar(expected, read);
            if (!element.isGiven()) {
                element.fault(expected);
            }
            if (value.isPresent() && !values.add(value.get())) {
                element.fault("a value that does not stand twice in the list");
            }
        }
        return List.copyOf(values);
    }

    int wholeNumber(int fallback, int least, int greatest, String unit) {
        return scalar(
                fallback,
                "a whole number" + (unit.isEmpty() ? "" : " of " + unit) + " from " + least + " to " + greatest,
                text -> Scalars.wholeNumber(text).filter(number -> number >= least && number <= greatest));
    }

    /** Makes what stands here a fault. */
    void fault(String expected) {
        faultAbout(found(), expected);
    }

    void faultAbout(String found, String expected) {
        faults.add(file, path, found, expected);
    }

    private String scalarText() {
        return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText();
    }

    private String found() {
        if (!isGiven()) {
            return "nothing";
        }
        String text = node.isTextual() ? "'" + node.asText() + "'" : node.toString();
        return text.length() <= VALUE_SHOWN ? text : text.substring(0, VALUE_SHOWN) + "…";
    }
}
