package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.model.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A text that changes exactly when a mart's rows may mean something else: the runner's version, the folder's SQL, the
 * functions and settings the query uses, and the fingerprints of its inputs.
 */
final class MartFingerprint {

    /** To be counted up when a change of this package changes what rows a mart has. */
    private static final String VERSION = "2";

    private final Definitions definitions;
    private final Settings settings;
    private final QueryFunctions functions;

    MartFingerprint(Definitions definitions, Settings settings) {
        this.definitions = definitions;
        this.settings = settings;
        this.functions = QueryFunctions.read(definitions);
    }

    /** @param inputs the fingerprints of the tables the mart reads */
    String of(MartDefinition mart, Map<TableName, String> inputs) {
        List<String> parts = new ArrayList<>();
        parts.add(VERSION);
        parts.add(definitions
                .text(MartDefinition.LAYER + "/" + mart.name().table() + "/table.sql")
                .orElse(""));
        mart.query().ifPresent(query -> {
            parts.add(query);
            parts.addAll(functions.usedIn(query));
            parts.addAll(settingsUsedIn(mart, query));
        });
        new TreeMap<>(inputs).forEach((table, fingerprint) -> parts.add(table + " " + fingerprint));
        return sha256(String.join("\u0000", parts));
    }

    private List<String> settingsUsedIn(MartDefinition mart, String query) {
        List<String> used = new ArrayList<>();
        if (names(query, QueryViews.WINDOWS) || !mart.maturesAfter(settings).isEmpty()) {
            used.add("windows " + settings.part("windows"));
        }
        mart.period().ifPresent(period -> {
            used.add("periods " + period.kinds(settings).stream().sorted().toList());
            used.add("week " + settings.calendar().weekStart() + " fiscal year "
                    + settings.calendar().fiscalYearStartMonth());
        });
        if (names(query, "time_zone") || names(query, "business_date") || names(query, "start_of_day")) {
            used.add("time_zone " + settings.part("time_zone"));
        }
        if (names(query, "base_currency") || names(query, "in_base_currency")) {
            used.add("base_currency " + settings.part("base_currency"));
        }
        if (names(query, "channel_of")) {
            used.add("channels " + settings.part("channels"));
        }
        if (names(query, "grace_days")) {
            used.add("grace_days " + settings.part("recurring"));
        }
        if (names(query, "lookback_days")) {
            used.add("lookback_days " + settings.part("attribution"));
        }
        if (names(query, QueryViews.PLAN_RATES) || names(query, "plan_deal_value")) {
            used.add("plan " + settings.part("plan"));
        }
        if (names(query, QueryViews.HANDOFFS)) {
            used.add("handoff " + settings.part("handoff"));
        }
        if (names(query, "producing_department") || names(query, "consuming_department")) {
            used.add("stages " + settings.part("stages"));
        }
        if (names(query, "fiscal_year_start_month")) {
            used.add("fiscal year " + settings.calendar().fiscalYearStartMonth());
        }
        if (names(query, "business_days") || names(query, "business_hours")) {
            used.add("calendar " + settings.part("calendar") + " " + settings.part("time_zone"));
        }
        return used;
    }

    private static boolean names(String query, String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(query).find();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
