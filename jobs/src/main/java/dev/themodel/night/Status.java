package dev.themodel.night;

import dev.themodel.config.EmailKey;
import dev.themodel.lake.Ledger;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import dev.themodel.plan.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a warehouse is: what its last full months say, nights run, sizes and ages of tables, rejected rows, failed checks,
 * missing feeds.
 */
public final class Status {

    private final Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
    private final Map<String, Object> head = new LinkedHashMap<>();
    private final List<Finding> findings;

    public Status(Reader reader) {
        head.put("warehouse", reader.lake().root());
        head.put(
                "as_of", reader.publication().map(set -> set.night().toString()).orElse(null));
        head.put("publication", reader.publication().map(set -> set.number()).orElse(null));
        head.put(
                "email_key",
                EmailKey.find(System.getenv(), reader.settings(), reader.lake().root())
                                .isPresent()
                        ? "set"
                        : "none: e-mail addresses are dropped, not hashed");
        reader.show(List.of(
                Ledger.RUN,
                Ledger.FILE,
                Ledger.CHECK,
                Ledger.TABLE_RUN,
                TableName.of("ops", "landing"),
                TableName.of("raw", "rejected")));
        findings = Findings.of(reader);
        sections.put("nights", rows(reader, NIGHTS));
        sections.put("tables", tables(reader));
        sections.put("rejected", rows(reader, REJECTED));
        sections.put("failed_checks", rows(reader, FAILED_CHECKS));
        sections.put("feeds", feeds(reader));
    }

    private static final String NIGHTS = """
            SELECT command, date AS night, outcome, size(warnings) AS warnings, files_known, publication,
              round(seconds, 1) AS seconds, started_at
            FROM ops.run
            ORDER BY started_at DESC
            LIMIT 10""";

    private static final String REJECTED = """
            SELECT feed, reason, count(*) AS rows, max(night) AS last_night
            FROM raw.rejected
            GROUP BY feed, reason
            UNION ALL
            SELECT feed, concat(refused_reason, ' (whole file)'), count(*), max(night)
            FROM ops.file
            WHERE refused_reason IS NOT NULL
            GROUP BY feed, refused_reason
            ORDER BY feed, reason""";

    private static final String FAILED_CHECKS = """
            SELECT night, severity, `check`, `table`, offenders, message
            FROM ops.check
            WHERE offenders > 0
              AND run_id = (SELECT max(run_id) FROM ops.check)
            ORDER BY severity, `check`""";

    /** A known file delivered once more has no row of its own in ops.file; ops.landing knows where it lay. */
    private static final String FEEDS_SEEN = """
            SELECT feed, greatest(max(file.dt), max(landed.newest)) AS newest, count(*) AS files, sum(accepted) AS accepted
            FROM ops.file AS file
            LEFT JOIN (
              SELECT feed, max(try_cast(regexp_extract(path, '(^|/)dt=([^/]+)/', 2) AS DATE)) AS newest
              FROM ops.landing
              GROUP BY feed) AS landed USING (feed)
            GROUP BY feed""";

    /** The same as JSON's members. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>(head);
        members.put("findings", findings.stream().map(Finding::members).toList());
        members.putAll(sections);
        return members;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Warehouse ").append(head.get("warehouse"));
        text.append(
                head.get("as_of") == null
                        ? ", nothing published yet"
                        : " as of " + head.get("as_of") + ", publication " + head.get("publication"));
        text.append(System.lineSeparator())
                .append("E-mail key: ")
                .append(head.get("email_key"))
                .append(System.lineSeparator());
        if (!findings.isEmpty()) {
            text.append(System.lineSeparator())
                    .append("What the last full months say")
                    .append(System.lineSeparator())
                    .append(Findings.text(findings));
        }
        sections.forEach((title, rows) -> {
            text.append(System.lineSeparator()).append(heading(title));
            if (rows.isEmpty()) {
                text.append(": none").append(System.lineSeparator());
                return;
            }
            text.append(System.lineSeparator());
            TextTable table = TextTable.of(rows.get(0).keySet().toArray(String[]::new));
            rows.forEach(row -> table.row(row.values().stream()
                    .map(value -> value == null ? "" : value.toString())
                    .toArray(String[]::new)));
            text.append(table.text());
        });
        return text.toString();
    }

    private static String heading(String title) {
        return switch (title) {
            case "nights" -> "The last runs, newest first";
            case "tables" -> "Tables";
            case "rejected" -> "Rejected rows by reason";
            case "failed_checks" -> "Checks that failed in the last run";
            default -> "Feeds";
        };
    }

    private static List<Map<String, Object>> rows(Reader reader, String sql) {
        return rows(reader.spark().sql(sql));
    }

    private static List<Map<String, Object>> rows(Dataset<Row> rows) {
        String[] names = rows.columns();
        return rows.collectAsList().stream()
                .map(row -> {
                    Map<String, Object> members = new LinkedHashMap<>();
                    IntStream.range(0, names.length).forEach(i -> members.put(names[i], plain(row.get(i))));
                    return members;
                })
                .toList();
    }

    private static Object plain(Object value) {
        return value == null || value instanceof Number || value instanceof String || value instanceof Boolean
                ? value
                : value instanceof java.sql.Timestamp time ? time.toInstant().toString() : value.toString();
    }

    /** Every table with rows, its size, and the night that last wrote it. */
    private static List<Map<String, Object>> tables(Reader reader) {
        List<TableName> written = new ArrayList<>();
        for (String layer : TableName.LAYERS) {
            reader.lake().written(layer).stream().filter(reader.lake()::exists).forEach(written::add);
        }
        if (written.isEmpty()) {
            return List.of();
        }
        Map<String, String> lastNight = reader
                .spark()
                .sql("SELECT `table`, CAST(max(night) AS STRING) AS night FROM ops.table_run"
                        + " WHERE mode <> 'unchanged' GROUP BY `table`")
                .collectAsList()
                .stream()
                .filter(row -> !row.isNullAt(1))
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
        List<Map<String, Object>> tables = new ArrayList<>();
        for (TableName table : written) {
            var size = reader.lake().size(table);
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("table", table.toString());
            members.put("rows", size.rows());
            members.put("files", size.files());
            members.put("bytes", size.bytes());
            members.put("version", size.version());
            members.put(
                    "published",
                    reader.publication()
                            .map(set -> set.version(table))
                            .filter(version -> version.isPresent())
                            .map(version -> version.getAsLong())
                            .orElse(null));
            members.put("last_night", lastNight.get(table.toString()));
            tables.add(members);
        }
        return tables;
    }

    /** Every feed: when it last came, and what is wrong with that. */
    private static List<Map<String, Object>> feeds(Reader reader) {
        Map<String, Map<String, Object>> seen = rows(reader, FEEDS_SEEN).stream()
                .collect(Collectors.toMap(row -> (String) row.get("feed"), row -> row));
        List<Map<String, Object>> feeds = new ArrayList<>();
        for (Feed feed : Feeds.all()) {
            Map<String, Object> found = seen.getOrDefault(feed.name(), Map.of());
            Object newest = found.get("newest");
            boolean isDaily = reader.settings().dailyFeeds().contains(feed.name());
            boolean isLate = isDaily
                    && reader.publication().isPresent()
                    && (newest == null
                            || newest.toString()
                                            .compareTo(reader.publication()
                                                    .get()
                                                    .night()
                                                    .toString())
                                    < 0);
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("feed", feed.name());
            members.put("newest_dt", newest);
            members.put("files", found.getOrDefault("files", 0L));
            members.put("accepted", found.getOrDefault("accepted", 0L));
            members.put("state", newest == null ? (isDaily ? "missing" : "never came") : isLate ? "missing" : "came");
            feeds.add(members);
        }
        return feeds;
    }
}
