package dev.themodel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code channels.csv} and {@code source_categories.csv}. */
final class ChannelRulesReader {

    static final List<String> RULE_COLUMNS =
            List.of("channel", "source_category", "source_matches", "medium_matches", "campaign_matches");
    static final List<String> CATEGORY_COLUMNS = List.of("source", "category");

    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern ANYTHING = Pattern.compile("(?s).*");

    private final Faults faults;

    private ChannelRulesReader(Faults faults) {
        this.faults = faults;
    }

    static ChannelRules read(ConfigFiles.Text rules, ConfigFiles.Text categories, Faults faults) {
        ChannelRulesReader reader = new ChannelRulesReader(faults);
        Map<String, String> categoryBySource = reader.categories(categories);
        return new ChannelRules(reader.rules(rules, new TreeSet<>(categoryBySource.values())), categoryBySource);
    }

    private List<ChannelRule> rules(ConfigFiles.Text file, Set<String> categories) {
        List<ChannelRule> rules = new ArrayList<>();
        for (CsvText.Line line : records(file, RULE_COLUMNS)) {
            String path = "line " + line.line() + ": ";
            String channel = line.fields().get(0);
            String category = line.fields().get(1);
            if (!CHANNEL.matcher(channel).matches()) {
                faults.add(
                        file.name(),
                        path + "channel",
                        "'" + channel + "'",
                        "a name of lower-case letters, digits and underscores, such as paid_search");
            }
            if (!category.isEmpty() && !categories.contains(category)) {
                faults.add(
                        file.name(),
                        path + "source_category",
                        "'" + category + "'",
                        "one of " + String.join(", ", categories) + " or nothing");
            }
            if (line.fields().stream().skip(1).allMatch(String::isEmpty)) {
                faults.add(
                        file.name(),
                        path.substring(0, path.length() - 2),
                        "no condition",
                        "at least one of " + String.join(", ", RULE_COLUMNS.subList(1, RULE_COLUMNS.size())));
            }
            rules.add(new ChannelRule(
                    channel,
                    category,
                    pattern(file, path + "source_matches", line.fields().get(2)),
                    pattern(file, path + "medium_matches", line.fields().get(3)),
                    pattern(file, path + "campaign_matches", line.fields().get(4))));
        }
        return rules;
    }

    private Map<String, String> categories(ConfigFiles.Text file) {
        Map<String, String> categories = new TreeMap<>();
        for (CsvText.Line line : records(file, CATEGORY_COLUMNS)) {
            String path = "line " + line.line() + ": ";
            String source = line.fields().get(0).toLowerCase(Locale.ROOT);
            String category = line.fields().get(1);
            if (source.isEmpty()) {
                faults.add(file.name(), path + "source", "nothing", "a source such as google");
            }
            if (!CHANNEL.matcher(category).matches()) {
                faults.add(file.name(), path + "category", "'" + category + "'", "a category such as search");
            }
            String before = categories.putIfAbsent(source, category);
            if (before != null && !before.equals(category)) {
                faults.add(
                        file.name(),
                        path + "source",
                        "'" + source + "' again, which is '" + before + "' above",
                        "one category for each source");
            }
        }
        return categories;
    }

    /** The records below the header that have as many fields as it. */
    private List<CsvText.Line> records(ConfigFiles.Text file, List<String> columns) {
        List<CsvText.Line> lines = CsvText.lines(file.text());
        List<CsvText.Line> records = new ArrayList<>();
        if (lines.isEmpty() || !lines.get(0).fields().equals(columns)) {
            String found = lines.isEmpty()
                    ? "nothing"
                    : "'" + String.join(",", lines.get(0).fields()) + "'";
            faults.add(file.name(), "line 1", found, "the header " + String.join(",", columns));
            return records;
        }
        for (CsvText.Line line : lines.subList(1, lines.size())) {
            if (line.fields().size() == columns.size()) {
                records.add(line);
            } else {
                faults.add(
                        file.name(),
                        "line " + line.line(),
                        line.fields().size() + " fields",
                        columns.size() + ": " + String.join(",", columns));
            }
        }
        return records;
    }

    private Pattern pattern(ConfigFiles.Text file, String path, String text) {
        if (text.isEmpty()) {
            return ANYTHING;
        }
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            faults.add(
                    file.name(),
                    path,
                    "'" + text + "' (" + e.getDescription() + " at character " + (e.getIndex() + 1) + ")",
                    "a regular expression");
            return ANYTHING;
        }
    }
}
