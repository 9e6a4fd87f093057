package dev.themodel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the files, read back from them alone, is what the books say. */
class LandedDataTest {

    @TempDir
    private static Path folder;

    private static Truth truth;
    private static final Map<String, List<LandedFiles.Row>> ROWS = new HashMap<>();

    @BeforeAll
    static void simulate() throws IOException {
        SimulationOptions options = SimulationOptions.of(LocalDate.of(2025, 12, 1), LocalDate.of(2026, 1, 20))
                .withSeed(5)
                .withScale(0.3);
        truth = new Simulation(options).write(folder).truth();
        for (Truth.FileTruth file : truth.files()) {
            ROWS.put(file.path(), LandedFiles.rows(folder, file.path()));
        }
    }

    @Test
    void everyFileHoldsTheRowsTheBooksSay() {
        for (Truth.FileTruth file : truth.files()) {
            assertThat(ROWS.get(file.path())).as(file.path()).hasSize((int) file.rows());
            assertThat(file.accepted() + file.rejected() + file.duplicate()).isEqualTo(file.rows());
        }
    }

    @Test
    void exactlyThePlantedRowsDoNotFitAndForTheReasonsSaid() {
        Set<String> planted = truth.badRows().stream()
                .map(bad -> bad.path() + " " + bad.record() + " " + bad.column() + " " + bad.reason())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = new TreeSet<>();
        truth.files().forEach(file -> {
            for (LandedFiles.Row row : ROWS.get(file.path())) {
                RowFault.of(Feeds.of(file.feed()), row)
                        .ifPresent(fault -> found.add(
                                file.path() + " " + row.record() + " " + fault.column() + " " + fault.reason()));
            }
        });
        assertThat(found).isEqualTo(planted);
        assertThat(truth.badRows().stream().map(Truth.BadRowTruth::reason).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "wrong_column_count",
                        "undecodable",
                        "missing_required",
                        "not_a_number",
                        "not_a_timestamp",
                        "not_a_date",
                        "not_a_boolean",
                        "unknown_value",
                        "out_of_range");
    }

    @Test
    void badRowsStayBelowATenthOfAnyFileOfTenRows() {
        assertThat(truth.files()).allMatch(file -> file.rows() < 10 || file.rejected() * 10 <= file.rows());
    }

    @Test
    void duplicatesAreCountedWhereTheyLie() {
        Map<String, Set<String>> seen = new HashMap<>();
        Map<String, Long> duplicates = new HashMap<>();
        for (Truth.FileTruth file : inOrderOfDrops()) {
            Feed feed = Feeds.of(file.feed());
            for (LandedFiles.Row row : ROWS.get(file.path())) {
                if (RowFault.of(feed, row).isEmpty()
                        && !seen.computeIfAbsent(file.feed(), missing -> new HashSet<>())
                                .add(content(feed, row))) {
                    duplicates.merge(file.path(), 1L, Long::sum);
                }
            }
        }
        truth.files()
                .forEach(file -> assertThat(duplicates.getOrDefault(file.path(), 0L))
                        .as(file.path())
                        .isEqualTo(file.duplicate()));
        assertThat(duplicates).isNotEmpty();
    }

    @Test
    void noTwoVersionsOfARecordAreOfOneInstant() {
        for (Feed feed : Feeds.all()) {
            Map<String, String> contents = new HashMap<>();
            for (LandedFiles.Row row : accepted(feed)) {
                String version = key(feed, row) + " " + updatedAt(row);
                assertThat(contents.merge(version, content(feed, row), (one, other) -> one))
                        .as(version)
                        .isEqualTo(content(feed, row));
            }
        }
    }

    @Test
    void refusedFilesAreBad() throws IOException {
        for (Truth.BadFileTruth file : truth.badFiles()) {
            Path path = folder.resolve(file.path());
            switch (file.kind()) {
                case "TRUNCATED_GZIP" ->
                    assertThat(catchThrowable(() -> LandedFiles.rows(folder, file.path())))
                            .isInstanceOf(EOFException.class);
                case "MISSING_COLUMN" ->
                    assertThat(Files.readString(path).lines().findFirst().orElseThrow())
                            .startsWith("opportunity_id,updated_at");
                case "COLUMN_TWICE" ->
                    assertThat(Files.readString(path).lines().findFirst().orElseThrow())
                            .startsWith("lead_id,")
                            .endsWith(",lead_id");
                case "EMPTY" -> assertThat(Files.size(path)).isZero();
                default -> assertThat(file.path()).endsWith(".tmp");
            }
        }
        assertThat(truth.badFiles().stream().map(Truth.BadFileTruth::kind).distinct())
                .hasSize(5);
        for (Truth.RedeliveryTruth file : truth.redelivered()) {
            assertThat(Files.readAllBytes(folder.resolve(file.path())))
                    .isEqualTo(Files.readAllBytes(folder.resolve(file.sameAs())));
        }
    }

    @Test
    void firstVisitsInTheFilesAreTheVisitorsOfTheBooks() {
        Map<String, String> firstDay = new HashMap<>();
        for (LandedFiles.Row visit : newest(Feeds.VISITS).values()) {
            if (!visit.value("is_deleted").equals("true")) {
                firstDay.merge(
                        visit.value("visitor_id"),
                        day(visit.value("started_at")),
                        (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        }
        assertThat(byMonth(firstDay.values())).isEqualTo(entered("visitor"));
    }

    @Test
    void leadsInTheFilesThatCountAreTheLeadsOfTheBooks() {
        List<String> days = newest(Feeds.LEADS).values().stream()
                .filter(lead -> !lead.value("is_deleted").equals("true"))
                .filter(lead -> lead.value("merged_into_id").isEmpty())
                .filter(lead -> !Set.of("duplicate", "test", "spam").contains(lead.value("disqualified_reason")))
                .map(lead -> day(lead.value("created_at")))
                .toList();
        assertThat(byMonth(days)).isEqualTo(entered("lead"));
    }

    @Test
    void newDealsInTheFilesAreTheDealsOfTheBooks() {
        List<String> days = newest(Feeds.DEALS).values().stream()
                .filter(deal -> !deal.value("is_deleted").equals("true"))
                .filter(deal -> Set.of("", "new").contains(deal.value("kind")))
                .map(deal -> day(deal.value("signed_at") + "Z"))
                .toList();
        assertThat(byMonth(days)).isEqualTo(entered("deal"));
    }

    @Test
    void whatTheMartsLookAtIsInTheFilesAsOftenAsTheBooksSay() {
        Map<String, Long> found = new TreeMap<>();
        filled(found, Feeds.LEADS, "handed_over_at", "first_contacted_at", "disqualified_at", "recycled_at");
        filled(found, Feeds.OPPORTUNITIES, "handed_over_at", "accepted_at", "rejected_at", "lost_reason", "competitor");
        filled(found, Feeds.DEALS, "handed_over_at", "accepted_at");
        filled(found, Feeds.RENEWALS, "decided_at", "churn_reason");
        filled(found, Feeds.CAMPAIGNS, "channel");
        filled(found, Feeds.FEEDBACK, "campaign_id", "action");
        filled(found, Feeds.TARGETS, "visitors");
        missing(found, Feeds.LEADS, "source", "company", "interest");
        missing(found, Feeds.OPPORTUNITIES, "need", "budget", "authority", "timeline", "amount");
        missing(found, Feeds.DEALS, "csm_id", "expectation");
        values(found, Feeds.LEADS, "status");
        values(found, Feeds.OPPORTUNITIES, "kind", "stage");
        values(found, Feeds.MEETINGS, "outcome", "format");
        values(found, Feeds.DEALS, "kind", "discount_rate");
        values(found, Feeds.RENEWALS, "outcome");
        values(found, Feeds.FEEDBACK, "from_department", "to_department", "status");
        values(found, Feeds.ACTIVITIES, "kind");
        values(found, Feeds.TARGETS, "segment_type");
        for (Feed feed : List.of(
                Feeds.MEETINGS,
                Feeds.RENEWALS,
                Feeds.CAMPAIGNS,
                Feeds.CONTENTS,
                Feeds.PRODUCTS,
                Feeds.EMPLOYEES,
                Feeds.FEEDBACK,
                Feeds.ACTIVITIES,
                Feeds.STAGE_CHANGES,
                Feeds.SPEND,
                Feeds.TARGETS,
                Feeds.EXCHANGE_RATES)) {
            found.put(feed.name(), (long) standing(feed).size());
        }
        Map<String, Long> told = new TreeMap<>(truth.counts());
        // what the books count otherwise: with the deleted, and what became of it
        told.keySet()
                .removeIf(name -> name.matches(
                        "(leads|opportunities|deals|accounts|visits)" + "(|_deleted|_merged|_not_counted)"));
        assertThat(told).isEqualTo(found);
        assertThat(told)
                .containsKeys(
                        "leads_recycled_at",
                        "opportunities_kind_upsell",
                        "deals_without_expectation",
                        "renewals_outcome_churned",
                        "meetings_format_onsite",
                        "deals_discount_rate_0.20",
                        "feedback_status_done",
                        "campaigns_channel",
                        "targets_segment_type_channel");
    }

    private static void filled(Map<String, Long> found, Feed feed, String... columns) {
        for (String column : columns) {
            count(found, feed, column, value -> value.isEmpty() ? null : feed.name() + "_" + column);
        }
    }

    private static void missing(Map<String, Long> found, Feed feed, String... columns) {
        for (String column : columns) {
            count(found, feed, column, value -> value.isEmpty() ? feed.name() + "_without_" + column : null);
        }
    }

    private static void values(Map<String, Long> found, Feed feed, String... columns) {
        for (String column : columns) {
            count(found, feed, column, value -> value.isEmpty() ? null : feed.name() + "_" + column + "_" + value);
        }
    }

    private static void count(Map<String, Long> found, Feed feed, String column, UnaryOperator<String> name) {
        for (LandedFiles.Row row : standing(feed)) {
            String counted = name.apply(row.value(column));
            if (counted != null) {
                found.merge(counted, 1L, Long::sum);
            }
        }
    }

    /** The newest good version of each record that is not deleted. */
    private static List<LandedFiles.Row> standing(Feed feed) {
        return newest(feed).values().stream()
                .filter(row -> !row.value("is_deleted").equals("true"))
                .toList();
    }

    @Test
    void theTruthFileSaysWhatTheBooksSay() throws IOException {
        JsonNode file = new ObjectMapper().readTree(Files.readString(folder.resolve(Simulation.TRUTH_PATH)));
        assertThat(file.get("funnel")).hasSize(truth.funnel().months().size());
        assertThat(file.get("files")).hasSize(truth.files().size());
        assertThat(file.get("bad_rows")).hasSize(truth.badRows().size());
        assertThat(file.get("to").asText()).isEqualTo("2026-01-20");
        for (JsonNode month : file.get("funnel")) {
            assertThat(month.get("from_upstream").asLong()
                            + month.get("no_upstream").asLong())
                    .isEqualTo(
                            month.get("stage").asText().equals("visitor")
                                    ? 0
                                    : month.get("entered").asLong());
        }
    }

    /** The newest good version of each record. */
    private static Map<String, LandedFiles.Row> newest(Feed feed) {
        Map<String, LandedFiles.Row> newest = new TreeMap<>();
        Comparator<LandedFiles.Row> byAge = Comparator.comparing(LandedDataTest::updatedAt);
        for (LandedFiles.Row row : accepted(feed)) {
            newest.merge(key(feed, row), row, (one, other) -> byAge.compare(other, one) >= 0 ? other : one);
        }
        return newest;
    }

    private static List<LandedFiles.Row> accepted(Feed feed) {
        List<LandedFiles.Row> rows = new ArrayList<>();
        for (Truth.FileTruth file : inOrderOfDrops()) {
            if (file.feed().equals(feed.name())) {
                ROWS.get(file.path()).stream()
                        .filter(row -> RowFault.of(feed, row).isEmpty())
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<Truth.FileTruth> inOrderOfDrops() {
        return truth.files().stream()
                .sorted(Comparator.comparing(
                        (Truth.FileTruth file) -> file.path().replaceFirst("^[^/]*/", "")))
                .toList();
    }

    private static String updatedAt(LandedFiles.Row row) {
        String text = row.value(Feed.UPDATED_AT);
        return text.isEmpty() ? row.dt() : text;
    }

    private static String key(Feed feed, LandedFiles.Row row) {
        return feed.keys().stream().map(row::value).collect(Collectors.joining("|"));
    }

    /** Every column but the mail address, which takes no part in comparing. */
    private static String content(Feed feed, LandedFiles.Row row) {
        return feed.columns().stream()
                .filter(column -> !column.isPersonal())
                .map(column -> row.value(column.name()))
                .collect(Collectors.joining("|"));
    }

    /** The business day in Tokyo of an instant written with an offset or Z. */
    private static String day(String instant) {
        return OffsetDateTime.parse(instant.replace(' ', 'T'))
                .atZoneSameInstant(ZoneId.of("Asia/Tokyo"))
                .toLocalDate()
                .toString();
    }

    private static Map<String, Long> byMonth(Iterable<String> days) {
        Map<String, Long> months = new TreeMap<>();
        days.forEach(day -> months.merge(day.substring(0, 7) + "-01", 1L, Long::sum));
        return months;
    }

    private static Map<String, Long> entered(String stage) {
        return truth.funnel().months().stream()
                .filter(month -> month.stage().code().equals(stage) && month.entered() > 0)
                .collect(Collectors.toMap(
                        month -> month.month().toString(),
                        FunnelTruth.MonthTruth::entered,
                        (one, other) -> one,
                        TreeMap::new));
    }
}
