package dev.themodel.config;

import dev.themodel.model.BusinessHours;
import dev.themodel.model.Calendar;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.PeriodKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code warehouse.yaml} key by key; the defaults of missing keys stand here. */
final class SettingsReader {

    /** The top-level keys, in the order of the shipped file. */
    static final List<String> KEYS = List.of(
            "time_zone",
            "base_currency",
            "calendar",
            "stages",
            "windows",
            "periods",
            "attribution",
            "channels",
            "plan",
            "handoff",
            "recurring",
            "not_counted_reasons",
            "limits",
            "feeds",
            "upkeep",
            "privacy");

    private static final String CHANNELS_EXPECTED = "the name of a CSV file in the configuration's folder";
    static final int LONGEST_DAYS = 3660;
    private static final BusinessHours NINE_TO_SIX = new BusinessHours(LocalTime.of(9, 0), LocalTime.of(18, 0));

    private final YamlNode root;

    private SettingsReader(YamlNode root) {
        this.root = root;
    }

    static Settings read(ConfigFiles files, Map<String, String> environment, Faults faults) {
        ConfigFiles.Text text = files.settings(faults);
        SettingsReader reader = new SettingsReader(
                YamlNode.parse(text.name(), text.text(), faults).knows(KEYS));
        StageSettingsReader stageReader = new StageSettingsReader(reader.root);
        ZoneId timeZone = reader.timeZone();
        return new Settings(
                timeZone,
                reader.root
                        .child("base_currency")
                        .scalar("JPY", "an ISO 4217 currency code such as JPY", Scalars::currency),
                reader.calendar(),
                stageReader.stages(),
                stageReader.leadEnters(),
                stageReader.windows(),
                reader.periods(),
                reader.root
                        .child("attribution")
                        .knows(List.of("lookback_days"))
                        .child("lookback_days")
                        .wholeNumber(90, 0, LONGEST_DAYS, "days"),
                reader.channels(files, faults),
                stageReader.plan(),
                stageReader.handoff(),
                reader.root
                        .child("recurring")
                        .knows(List.of("grace_days"))
                        .child("grace_days")
                        .wholeNumber(60, 0, LONGEST_DAYS, "days"),
                reader.root
                        .child("not_counted_reasons")
                        .list(List.of("duplicate", "test", "spam"), "a reason", Scalars::text),
                reader.rejectedShare(),
                reader.dailyFeeds(),
                reader.root
                        .child("upkeep")
                        .knows(List.of("retention_days"))
                        .child("retention_days")
                        .wholeNumber(7, 0, LONGEST_DAYS, "days"),
                reader.emailKeyFile(files, environment),
                SourceMappingReader.read(files, timeZone, faults),
                files.folder());
    }

    private ZoneId timeZone() {
        return root.child("time_zone")
                .scalar(ZoneId.of("Asia/Tokyo"), "an IANA time zone such as Asia/Tokyo", Scalars::zone);
    }

    private Calendar calendar() {
        YamlNode node = root.child("calendar")
                .knows(List.of("fiscal_year_start_month", "week_start", "holidays", "business_hours"));
        return new Calendar(
                node.child("fiscal_year_start_month").wholeNumber(4, 1, 12, ""),
                node.child("week_start")
                        .scalar(DayOfWeek.MONDAY, "a day of the week such as monday", SettingsReader::dayOfWeek),
                Set.copyOf(node.child("holidays").list(List.<LocalDate>of(), "a date YYYY-MM-DD", Scalars::date)),
                businessHours(node.child("business_hours")));
    }

    private static Optional<DayOfWeek> dayOfWeek(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** Written {@code 09:00-18:00} or as a map of from and to. */
    private static BusinessHours businessHours(YamlNode node) {
        if (!node.isMap()) {
            return node.scalar(NINE_TO_SIX, "hours such as 09:00-18:00", text -> {
                String[] ends = text.split("-", -1);
                return ends.length == 2 ? hours(ends[0], ends[1]) : Optional.empty();
            });
        }
        node.knows(List.of("from", "to"));
        LocalTime from = node.child("from").scalar(NINE_TO_SIX.from(), "a time hh:mm", Scalars::time);
        LocalTime to = node.child("to").scalar(NINE_TO_SIX.to(), "a time hh:mm", Scalars::time);
        if (!from.isBefore(to)) {
            node.fault("hours that end after they begin");
            return NINE_TO_SIX;
        }
        return new BusinessHours(from, to);
    }

    private static Optional<BusinessHours> hours(String fromText, String toText) {
        Optional<LocalTime> from = Scalars.time(fromText.strip());
        Optional<LocalTime> to = Scalars.time(toText.strip());
        return from.isPresent() && to.isPresent() && from.get().isBefore(to.get())
                ? Optional.of(new BusinessHours(from.get(), to.get()))
                : Optional.empty();
    }

    private List<PeriodKind> periods() {
        YamlNode node = root.child("periods");
        List<PeriodKind> periods = node.list(
                List.of(PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER),
                "one of " + String.join(", ", PeriodKind.codes()),
                text -> PeriodKind.codes().contains(text) ? Optional.of(PeriodKind.of(text)) : Optional.empty());
        if (!periods.contains(PeriodKind.MONTH)) {
            node.fault("month among them: plans and the ledger of hand-overs are told by months");
        }
        return periods;
    }

    private ChannelRules channels(ConfigFiles files, Faults faults) {
        YamlNode node = root.child("channels");
        Optional<String> name = node.scalar(CHANNELS_EXPECTED, Scalars::text);
        Optional<ConfigFiles.Text> text = files.channels(name, faults);
        if (text.isEmpty()) {
            node.fault(CHANNELS_EXPECTED);
        }
        return text.map(csv -> ChannelRulesReader.read(csv, files.sourceCategories(faults), faults))
                .orElse(ChannelRules.NONE);
    }

    private BigDecimal rejectedShare() {
        return root.child("limits")
                .knows(List.of("rejected_share"))
                .child("rejected_share")
                .scalar(
                        new BigDecimal("0.1"),
                        "a share from 0 to 1, such as 0.1 or 10%",
                        text -> Scalars.share(text)
                                .filter(share -> share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0));
    }

    private Set<String> dailyFeeds() {
        List<String> names = Feeds.all().stream().map(Feed::name).toList();
        YamlNode node = root.child("feeds").knows(names);
        Set<String> daily = new TreeSet<>();
        for (String name : names) {
            String expected = node.child(name)
                    .knows(List.of("expected"))
                    .child("expected")
                    .scalar("", "daily", text -> Optional.of(text).filter("daily"::equals));
            if (expected.equals("daily")) {
                daily.add(name);
            }
        }
        return Collections.unmodifiableSet(daily);
    }

    /** Where the environment names a key, the file is not needed and not looked at. */
    private Optional<Path> emailKeyFile(ConfigFiles files, Map<String, String> environment) {
        YamlNode node = root.child("privacy").knows(List.of("email_key_file")).child("email_key_file");
        Optional<Path> named = node.scalar("the path of a file outside the warehouse", Scalars::text)
                .map(files::named);
        named.filter(file -> !EmailKey.isNamedIn(environment))
                .ifPresent(file -> EmailKey.fault(file)
                        .ifPresent(found -> node.faultAbout(found + " " + file, EmailKey.EXPECTED)));
        return named;
    }
}
