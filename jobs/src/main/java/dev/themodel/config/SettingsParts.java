package dev.themodel.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The settings of each top-level key as canonical JSON, to tell whether a definition has changed. */
final class SettingsParts {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private SettingsParts() {}

    static String text(Settings settings, String key) {
        if (!SettingsReader.KEYS.contains(key)) {
            throw new IllegalArgumentException(
                    "Unknown part of the settings '" + key + "'; known: " + String.join(", ", SettingsReader.KEYS));
        }
        try {
            return MAPPER.writeValueAsString(value(settings, key));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings of '" + key + "' can't be written as JSON", e);
        }
    }

    private static Object value(Settings settings, String key) {
        return switch (key) {
            case "time_zone" -> settings.timeZone().getId();
            case "base_currency" -> settings.baseCurrency();
            case "calendar" ->
                Map.of(
                        "fiscal_year_start_month", settings.calendar().fiscalYearStartMonth(),
                        "week_start", settings.calendar().weekStart().name().toLowerCase(Locale.ROOT),
                        "holidays",
                                settings.calendar().holidays().stream()
                                        .map(Object::toString)
                                        .toList(),
                        "business_hours", settings.calendar().businessHours().toString());
            case "stages" ->
                Map.of(
                        "lead_enters",
                        settings.leadEnters().code(),
                        "stages",
                        byStage(
                                settings.stages(),
                                stage -> List.of(
                                        stage.english(),
                                        stage.japanese(),
                                        stage.producing().code(),
                                        stage.consuming().code())));
            case "windows" -> byStage(settings.windows(), days -> days);
            case "periods" -> new TreeSet<>(settings.periods());
            case "attribution" -> settings.attributionLookbackDays();
            case "channels" -> settings.channels().fingerprint();
            case "plan" ->
                Map.of(
                        "rates",
                        byStage(settings.plan().rates(), SettingsParts::plain),
                        "deal_value",
                        settings.plan().dealValue().map(SettingsParts::plain).orElse(""));
            case "handoff" ->
                byStage(settings.handoff(), edge -> List.of(plain(edge.answerHours()), new TreeSet<>(edge.required())));
            case "recurring" -> settings.recurringGraceDays();
            case "not_counted_reasons" -> new TreeSet<>(settings.notCountedReasons());
            case "limits" -> plain(settings.rejectedShareLimit());
            case "feeds" -> new TreeSet<>(settings.dailyFeeds());
            case "upkeep" -> settings.upkeepRetentionDays();
            case "privacy" -> settings.emailKeyFile().isPresent();
            default -> throw new IllegalStateException("No text for the settings of '" + key + "'");
        };
    }

    private static <T> Map<String, Object> byStage(Map<Stage, T> values, Function<T, Object> plain) {
        Map<String, Object> byCode = new TreeMap<>();
        values.forEach((stage, value) -> byCode.put(stage.code(), plain.apply(value)));
        return byCode;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
