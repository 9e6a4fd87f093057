package dev.themodel.config;

import dev.themodel.model.Calendar;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a user can set, checked and complete.
 *
 * @param timeZone the zone whose days are business dates
 * @param baseCurrency ISO 4217 code of the currency that amounts are converted to
 * @param calendar business and fiscal calendar
 * @param stages names and departments of every stage
 * @param leadEnters which instant makes a lead enter its stage
 * @param windows by stage (all but renewal), the days within which a unit counts as having gone on
 * @param periods the kinds of periods told by the marts, in the order configured
 * @param attributionLookbackDays how many times 24 hours before its creation a lead's touches count
 * @param channels the channel rules
 * @param plan assumed rates and deal value
 * @param handoff by edge (lead, opportunity, deal), what a hand-over should bring
 * @param recurringGraceDays days that an old price holds while a renewal is pending
 * @param notCountedReasons reasons that make a disqualified lead or a lost opportunity no unit
 * @param rejectedShareLimit the share of a feed's rows in a night beyond which rejected rows block publishing
 * @param dailyFeeds names of the feeds whose absence in a night is a warning
 * @param upkeepRetentionDays days that upkeep keeps files for which only versions no longer published have a use
 * @param emailKeyFile the file that holds the key of e-mail hashes, unless the environment names one
 * @param sources how files of other systems become feeds
 * @param overlay the folder whose {@code sql/} goes before the shipped one; empty where {@code --config} is a file or
 *     the shipped configuration
 */
public record Settings(
        ZoneId timeZone,
        String baseCurrency,
        Calendar calendar,
        Map<Stage, StageSettings> stages,
        LeadEntry leadEnters,
        Map<Stage, Integer> windows,
        List<PeriodKind> periods,
        int attributionLookbackDays,
        ChannelRules channels,
        PlanSettings plan,
        Map<Stage, HandoffSettings> handoff,
        int recurringGraceDays,
        List<String> notCountedReasons,
        BigDecimal rejectedShareLimit,
        Set<String> dailyFeeds,
        int upkeepRetentionDays,
        Optional<Path> emailKeyFile,
        List<SourceMapping> sources,
        Optional<Path> overlay) {

    /** What {@code --config} is unless given. */
    public static final String DEFAULT_LOCATION = "conf";

    /**
     * Reads the configuration from a file (only {@code warehouse.yaml}) or from a folder that may hold
     * {@code warehouse.yaml}, {@code channels.csv}, {@code sources/*.yaml} and {@code sql/}. Whatever it does not hold
     * is as shipped.
     *
     * @throws InvalidSettings with every fault found
     */
    public static Settings load(String fileOrDirectory) {
        return load(fileOrDirectory, System.getenv());
    }

    static Settings load(String fileOrDirectory, Map<String, String> environment) {
        Faults faults = new Faults();
        ConfigFiles files = ConfigFiles.at(fileOrDirectory, faults);
        Settings settings = SettingsReader.read(files, environment, faults);
        faults.throwIfAny();
        return settings;
    }

    /** The configuration as shipped. */
    public static Settings shipped() {
        Faults faults = new Faults();
        Settings settings = SettingsReader.read(ConfigFiles.shipped(), Map.of(), faults);
        faults.throwIfAny();
        return settings;
    }

    /**
     * A text that changes exactly when the meaning of one top-level key of {@code warehouse.yaml} does; for
     * {@code channels} the rules themselves. Defaults that are written out change nothing.
     *
     * @throws IllegalArgumentException for a key that does not exist
     */
    public String part(String key) {
        return SettingsParts.text(this, key);
    }
}
