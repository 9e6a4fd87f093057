package dev.themodel.config;

import dev.themodel.model.BusinessHours;
import dev.themodel.model.Calendar;
import dev.themodel.model.Department;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
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
            "privacy");

    private static final int LONGEST_DAYS = 3660;
    private static final String SHARE_EXPECTED = "a share above 0 and at most 1, such as 0.05 or 5%";
    private static final BusinessHours NINE_TO_SIX = new BusinessHours(LocalTime.of(9, 0), LocalTime.of(18, 0));

    private final YamlNode root;

    private SettingsReader(YamlNode root) {
        this.root = root;
    }

    static Settings read(ConfigFiles files, Faults faults) {
        ConfigFiles.Text text = files.settings(faults);
        SettingsReader reader = new SettingsReader(
                YamlNode.parse(text.name(), text.text(), faults).knows(KEYS));
        ZoneId timeZone = reader.timeZone();
        return new Settings(
                timeZone,
                reader.root
                        .child("base_currency")
                        .scalar("JPY", "an ISO 4217 currency code such as JPY", Scalars::currency),
                reader.calendar(),
                reader.stages(),
                reader.leadEnters(),
                reader.windows(),
                reader.periods(),
                reader.root
                        .child("attribution")
                        .knows(List.of("lookback_days"))
                        .child("lookback_days")
                        .wholeNumber(90, 0, LONGEST_DAYS, "days"),
                reader.channels(files, faults),
                reader.plan(),
                reader.handoff(),
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
                reader.emailKeyFile(files),
                SourceMappingReader.read(files, timeZone, faults),
                files.isFolder() ? files.folder() : Optional.empty());
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

    private Map<Stage, StageSettings> stages() {
        YamlNode node = root.child("stages").knows(Stage.codes());
        Map<Stage, StageSettings> stages = new EnumMap<>(Stage.class);
        List<String> departments =
                Arrays.stream(Department.values()).map(Department::code).toList();
        String expected = "one of " + String.join(", ", departments);
        for (Stage stage : Stage.values()) {
            StageSettings shipped = StageSettings.shipped(stage);
            List<String> known =
                    new ArrayList<>(List.of("english", "japanese", "producing_department", "consuming_department"));
            if (stage == Stage.LEAD) {
                known.add("enters");
            }
            YamlNode own = node.child(stage.code()).knows(known);
            stages.put(
                    stage,
                    new StageSettings(
                            stage,
                            own.child("english").scalar(shipped.english(), "a name", Scalars::text),
                            own.child("japanese").scalar(shipped.japanese(), "a name", Scalars::text),
                            own.child("producing_department")
                                    .scalar(shipped.producing(), expected, SettingsReader::department),
                            own.child("consuming_department")
                                    .scalar(shipped.consuming(), expected, SettingsReader::department)));
        }
        return Collections.unmodifiableMap(stages);
    }

    private static Optional<Department> department(String code) {
        return Arrays.stream(Department.values())
                .filter(department -> department.code().equals(code))
                .findFirst();
    }

    private LeadEntry leadEnters() {
        return root.child("stages")
                .child("lead")
                .child("enters")
                .scalar(LeadEntry.CREATED_AT, "one of " + String.join(", ", LeadEntry.codes()), LeadEntry::find);
    }

    private Map<Stage, Integer> windows() {
        Map<Stage, Integer> windows = new EnumMap<>(
                Map.of(Stage.VISITOR, 30, Stage.LEAD, 90, Stage.OPPORTUNITY, 30, Stage.MEETING, 180, Stage.DEAL, 455));
        YamlNode node = root.child("windows")
                .knows(windows.keySet().stream().map(Stage::code).toList());
        windows.replaceAll((stage, days) -> node.child(stage.code()).wholeNumber(days, 0, LONGEST_DAYS, "days"));
        return Collections.unmodifiableMap(windows);
    }

    private List<PeriodKind> periods() {
        YamlNode node = root.child("periods");
        List<PeriodKind> periods = node.list(
                List.of(PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER),
                "one of " + String.join(", ", PeriodKind.codes()),
                text -> PeriodKind.codes().contains(text) ? Optional.of(PeriodKind.of(text)) : Optional.empty());
        if (node.isGiven() && node.elements().isEmpty()) {
            node.fault("at least one of " + String.join(", ", PeriodKind.codes()));
        }
        return periods;
    }

    private ChannelRules channels(ConfigFiles files, Faults faults) {
        YamlNode node = root.child("channels");
        Optional<String> name = Optional.ofNullable(
                node.scalar(null, "the name of a CSV file in the configuration's folder", Scalars::text));
        Optional<ConfigFiles.Text> text = files.channels(name, faults);
        if (text.isEmpty()) {
            node.fault("the name of a CSV file in the configuration's folder");
        }
        return text.map(csv -> ChannelRulesReader.read(csv, files.sourceCategories(faults), faults))
                .orElse(ChannelRules.NONE);
    }

    private PlanSettings plan() {
        YamlNode node = root.child("plan").knows(List.of("rates", "deal_value"));
        List<Stage> withRate = List.of(Stage.VISITOR, Stage.LEAD, Stage.OPPORTUNITY, Stage.MEETING);
        YamlNode rates =
                node.child("rates").knows(withRate.stream().map(Stage::code).toList());
        Map<Stage, BigDecimal> assumed = new EnumMap<>(Stage.class);
        for (Stage stage : withRate) {
            BigDecimal rate = rates.child(stage.code())
                    .scalar(
                            null,
                            SHARE_EXPECTED,
                            text -> Scalars.share(text)
                                    .filter(share -> share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0));
            if (rate != null) {
                assumed.put(stage, rate);
            }
        }
        BigDecimal dealValue = node.child("deal_value")
                .decimal(null, "an amount above 0 in the base currency", amount -> amount.signum() > 0);
        return new PlanSettings(assumed, Optional.ofNullable(dealValue));
    }

    private Map<Stage, HandoffSettings> handoff() {
        Map<Stage, HandoffSettings> edges = new EnumMap<>(Map.of(
                Stage.LEAD,
                new HandoffSettings(BigDecimal.valueOf(8), List.of("source", "company", "interest", "email_hash")),
                Stage.OPPORTUNITY,
                new HandoffSettings(
                        BigDecimal.valueOf(16), List.of("need", "budget", "authority", "timeline", "amount")),
                Stage.DEAL,
                new HandoffSettings(BigDecimal.valueOf(24), List.of("csm_id", "expectation", "start_date"))));
        YamlNode node = root.child("handoff")
                .knows(edges.keySet().stream().map(Stage::code).toList());
        edges.replaceAll((edge, shipped) -> handoff(node.child(edge.code()), edge, shipped));
        return Collections.unmodifiableMap(edges);
    }

    private static HandoffSettings handoff(YamlNode node, Stage edge, HandoffSettings shipped) {
        node.knows(List.of("answer_hours", "required"));
        Feed feed = switch (edge) {
            case LEAD -> Feeds.of("leads");
            case OPPORTUNITY -> Feeds.of("opportunities");
            case DEAL -> Feeds.of("deals");
            case VISITOR, MEETING, RENEWAL ->
                throw new IllegalArgumentException("Nothing is handed over at stage " + edge.code());
        };
        List<String> fields =
                feed.keptColumns().stream().map(FeedColumn::keptName).toList();
        return new HandoffSettings(
                node.child("answer_hours")
                        .decimal(shipped.answerHours(), "business hours above 0", hours -> hours.signum() > 0),
                node.child("required")
                        .list(
                                shipped.required(),
                                "a column of raw." + feed.name(),
                                text -> Optional.of(text).filter(fields::contains)));
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

    private Optional<Path> emailKeyFile(ConfigFiles files) {
        String name = root.child("privacy")
                .knows(List.of("email_key_file"))
                .child("email_key_file")
                .scalar(null, "the path of a file outside the warehouse", Scalars::text);
        return Optional.ofNullable(name)
                .map(file -> files.folder().map(folder -> folder.resolve(file)).orElse(Path.of(file)));
    }
}
