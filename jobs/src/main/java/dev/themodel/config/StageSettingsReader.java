package dev.themodel.config;

import dev.themodel.model.Department;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of {@code warehouse.yaml} that say something of each stage: names, windows, rates, hand-overs. */
final class StageSettingsReader {

    private static final String SHARE_EXPECTED = "a share above 0 and at most 1, such as 0.05 or 5%";

    private final YamlNode root;

    StageSettingsReader(YamlNode root) {
        this.root = root;
    }

    Map<Stage, StageSettings> stages() {
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
                                    .scalar(shipped.producing(), expected, StageSettingsReader::department),
                            own.child("consuming_department")
                                    .scalar(shipped.consuming(), expected, StageSettingsReader::department)));
        }
        return Collections.unmodifiableMap(stages);
    }

    private static Optional<Department> department(String code) {
        return Arrays.stream(Department.values())
                .filter(department -> department.code().equals(code))
                .findFirst();
    }

    LeadEntry leadEnters() {
        return root.child("stages")
                .child("lead")
                .child("enters")
                .scalar(LeadEntry.CREATED_AT, "one of " + String.join(", ", LeadEntry.codes()), LeadEntry::find);
    }

    Map<Stage, Integer> windows() {
        Map<Stage, Integer> windows = new EnumMap<>(
                Map.of(Stage.VISITOR, 30, Stage.LEAD, 90, Stage.OPPORTUNITY, 30, Stage.MEETING, 180, Stage.DEAL, 455));
        YamlNode node = root.child("windows")
                .knows(windows.keySet().stream().map(Stage::code).toList());
        windows.replaceAll(
                (stage, days) -> node.child(stage.code()).wholeNumber(days, 0, SettingsReader.LONGEST_DAYS, "days"));
        return Collections.unmodifiableMap(windows);
    }

    PlanSettings plan() {
        YamlNode node = root.child("plan").knows(List.of("rates", "deal_value"));
        List<Stage> withRate = List.of(Stage.VISITOR, Stage.LEAD, Stage.OPPORTUNITY, Stage.MEETING);
        YamlNode rates =
                node.child("rates").knows(withRate.stream().map(Stage::code).toList());
        Map<Stage, BigDecimal> assumed = new EnumMap<>(Stage.class);
        for (Stage stage : withRate) {
            rates.child(stage.code())
                    .scalar(SHARE_EXPECTED, StageSettingsReader::rate)
                    .ifPresent(rate -> assumed.put(stage, rate));
        }
        return new PlanSettings(
                assumed,
                node.child("deal_value")
                        .scalar("an amount above 0 in the base currency", StageSettingsReader::aboveZero));
    }

    private static Optional<BigDecimal> rate(String text) {
        return Scalars.share(text).filter(share -> share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0);
    }

    private static Optional<BigDecimal> aboveZero(String text) {
        return Scalars.decimal(text).filter(number -> number.signum() > 0);
    }

    Map<Stage, HandoffSettings> handoff() {
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
                        .scalar(shipped.answerHours(), "business hours above 0", StageSettingsReader::aboveZero),
                node.child("required")
                        .list(
                                shipped.required(),
                                "a column of raw." + feed.name(),
                                text -> Optional.of(text).filter(fields::contains)));
    }
}
