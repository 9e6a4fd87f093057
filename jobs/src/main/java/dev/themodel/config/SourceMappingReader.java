package dev.themodel.config;

import dev.themodel.config.SourceMapping.Delivery;
import dev.themodel.config.SourceMapping.Format;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code sources/<system>.yaml}. */
final class SourceMappingReader {

    private static final List<String> KEYS = List.of(
            "path",
            "format",
            "charset",
            "delimiter",
            "header",
            "columns",
            "time_zone",
            "timestamp_formats",
            "date_formats",
            "decimal_mark",
            "delivery",
            "sql",
            "beside");
    /** Java takes some of these for x-IBM942C, which has a yen sign and an overline where Windows has ASCII. */
    private static final Set<String> NAMES_OF_WINDOWS_31J =
            Set.of("cp932", "ms932", "windows-31j", "windows-932", "x-ms932", "cswindows31j");

    private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern SQL_FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");

    private static final Pattern VIEW = Pattern.compile("[a-z][a-z0-9_]*");

    private final ConfigFiles files;
    private final String system;
    private final ZoneId warehouseZone;
    private final Faults faults;

    private SourceMappingReader(ConfigFiles files, String system, ZoneId warehouseZone, Faults faults) {
        this.files = files;
        this.system = system;
        this.warehouseZone = warehouseZone;
        this.faults = faults;
    }

    /** All mappings of all systems, ordered by system, then as they stand in the system's file. */
    static List<SourceMapping> read(ConfigFiles files, ZoneId warehouseZone, Faults faults) {
        List<SourceMapping> mappings = new ArrayList<>();
        for (ConfigFiles.Text text : files.sources(faults)) {
            String system = text.stem();
            if (!SYSTEM.matcher(system).matches()) {
                faults.add(
                        text.name(),
                        "",
                        "the name '" + text.fileName() + "'",
                        "letters, digits, '_' and '-' before '.yaml'");
                continue;
            }
            YamlNode root = YamlNode.parse(text.name(), text.text(), faults).knows(List.of("feeds"));
            mappings.addAll(new SourceMappingReader(files, system, warehouseZone, faults).mappings(root));
        }
        return List.copyOf(mappings);
    }

    private List<SourceMapping> mappings(YamlNode root) {
        List<String> feeds = Feeds.all().stream().map(Feed::name).toList();
        YamlNode node = root.child("feeds").knows(feeds);
        if (node.names().isEmpty() && !node.isList()) {
            node.fault("a map from feeds to where their files lie");
        }
        List<SourceMapping> mappings = new ArrayList<>();
        for (String name : node.names()) {
            if (feeds.contains(name)) {
                List<YamlNode> ofFeed = node.child(name).elements();
                if (ofFeed.isEmpty()) {
                    node.child(name).fault("a mapping with at least a path");
                }
                for (int position = 0; position < ofFeed.size(); position++) {
                    mappings.add(mapping(ofFeed.get(position), Feeds.of(name), position));
                }
            }
        }
        return mappings;
    }

    private SourceMapping mapping(YamlNode node, Feed feed, int position) {
        node.knows(KEYS);
        Format format = node.child("format").scalar(Format.CSV, "csv, json or parquet", SourceMappingReader::format);
        boolean header = node.child("header").scalar(true, "true or false", SourceMappingReader::bool);
        List<String> columns = node.child("columns").list(List.of(), "a column's name", Scalars::text);
        if (format == Format.CSV && header && !columns.isEmpty()) {
            node.child("columns").fault("no columns where the header names them; for files without one: header: false");
        }
        if (format == Format.CSV && !header && columns.isEmpty()) {
            node.child("columns").fault("the names of the columns, since there is no header");
        }
        String sqlFile = node.child("sql")
                .scalar(
                        feed.name() + ".sql",
                        "the name of a file in sql/sources/" + system,
                        text -> Optional.of(text)
                                .filter(name -> SQL_FILE.matcher(name).matches()));
        return new SourceMapping(
                system,
                feed,
                position,
                path(node.child("path")),
                format,
                node.child("charset").scalar("UTF-8", "a charset such as UTF-8 or CP932", SourceMappingReader::charset),
                node.child("delimiter")
                        .scalar(',', "one character, no quote or line end", SourceMappingReader::delimiter),
                header,
                columns,
                node.child("time_zone").scalar(warehouseZone, "an IANA time zone such as Asia/Tokyo", Scalars::zone),
                formats(node.child("timestamp_formats"), List.of(SourceMapping.ISO), true),
                formats(node.child("date_formats"), List.of("yyyy-MM-dd"), false),
                node.child("decimal_mark").scalar('.', "\".\" or \",\"", SourceMappingReader::decimalMark),
                node.child("delivery").scalar(Delivery.VERSIONS, "versions or snapshot", SourceMappingReader::delivery),
                sqlFile,
                sql(node.child("sql"), sqlFile),
                beside(node.child("beside")));
    }

    private static Map<String, SourceMapping.Beside> beside(YamlNode node) {
        if (node.isGiven() && !node.isMap()) {
            node.fault("a map from the name of a view to the files in the same folder that it shows");
        }
        Map<String, SourceMapping.Beside> beside = new TreeMap<>();
        for (String view : node.names()) {
            YamlNode child = node.child(view).knows(List.of("path", "columns"));
            if (!VIEW.matcher(view).matches() || view.equals("input")) {
                child.faultAbout("the name '" + view + "'", "lower-case letters, digits and '_', and not input");
            }
            String path = path(child.child("path"));
            if (path.contains("/")) {
                child.child("path").fault("the name of a file in the same folder, without '/'");
            }
            List<String> columns = child.child("columns").list(List.of(), "a column's name", Scalars::text);
            if (columns.isEmpty()) {
                child.child("columns").fault("the names of the columns that the SELECT uses");
            }
            beside.put(view, new SourceMapping.Beside(path, columns));
        }
        return beside;
    }

    private static String path(YamlNode node) {
        String expected = "a glob of a path below the landing folder, such as crm/dt=*/deals*.csv";
        if (!node.isGiven()) {
            node.fault(expected);
        }
        return node.scalar("", expected, text -> isGlob(text) ? Optional.of(text) : Optional.empty());
    }

    private static boolean isGlob(String text) {
        if (text.isBlank() || text.startsWith("/") || List.of(text.split("/")).contains("..")) {
            return false;
        }
        try {
            return new Glob(text).text().equals(text);
        } catch (IllegalArgumentException noGlob) {
            return false;
        }
    }

    private static List<String> formats(YamlNode node, List<String> fallback, boolean mayBeIso) {
        String expected = "a Java pattern such as yyyy/MM/dd" + (mayBeIso ? " HH:mm, or ISO" : "");
        List<String> formats = node.list(
                fallback,
                expected,
                text -> mayBeIso && text.equals(SourceMapping.ISO)
                                || pattern(text).isPresent()
                        ? Optional.of(text)
                        : Optional.empty());
        if (node.isGiven() && node.elements().isEmpty()) {
            node.fault("at least " + expected);
        }
        return formats;
    }

    private static Optional<DateTimeFormatter> pattern(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.ofPattern(text, Locale.ENGLISH));
        } catch (IllegalArgumentException noPattern) {
            return Optional.empty();
        }
    }

    private String sql(YamlNode node, String sqlFile) {
        String path = "sources/" + system + "/" + sqlFile;
        Optional<ConfigFiles.Text> text = files.sql(path, faults);
        if (text.isEmpty()) {
            node.faultAbout("no file sql/" + path, "a file there that holds one SELECT over input");
        } else if (text.get().text().isBlank()) {
            node.faultAbout("nothing in " + text.get().name(), "one SELECT over input");
        }
        return text.map(ConfigFiles.Text::text).orElse("");
    }

    private static Optional<Format> format(String text) {
        return Arrays.stream(Format.values())
                .filter(format -> format.code().equals(text))
                .findFirst();
    }

    private static Optional<Delivery> delivery(String text) {
        return Arrays.stream(Delivery.values())
                .filter(delivery -> delivery.code().equals(text))
                .findFirst();
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> charset(String text) {
        if (NAMES_OF_WINDOWS_31J.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.of("windows-31j");
        }
        try {
            return Charset.isSupported(text) ? Optional.of(Charset.forName(text).name()) : Optional.empty();
        } catch (IllegalCharsetNameException noName) {
            return Optional.empty();
        }
    }

    private static Optional<Character> delimiter(String text) {
        return text.length() == 1 && "\"\r\n".indexOf(text.charAt(0)) < 0
                ? Optional.of(text.charAt(0))
                : Optional.empty();
    }

    private static Optional<Character> decimalMark(String text) {
        return text.equals(".") || text.equals(",") ? Optional.of(text.charAt(0)) : Optional.empty();
    }
}
