package dev.themodel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.themodel.model.BusinessHours;
import dev.themodel.model.Department;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void shippedSettingsAreTheContracts() {
        assertIsShipped(Settings.shipped());
        assertThat(Settings.shipped().overlay()).isEmpty();
    }

    @Test
    void missingKeysHaveTheSameDefaultsAsTheShippedFile() throws IOException {
        Settings empty = load("");
        assertIsShipped(empty);
        for (String key : SettingsReader.KEYS) {
            assertThat(empty.part(key)).as(key).isEqualTo(Settings.shipped().part(key));
        }
    }

    private static void assertIsShipped(Settings settings) {
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(settings.baseCurrency()).isEqualTo("JPY");
        assertThat(settings.calendar().fiscalYearStartMonth()).isEqualTo(4);
        assertThat(settings.calendar().weekStart()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(settings.calendar().holidays()).isEmpty();
        assertThat(settings.calendar().businessHours())
                .isEqualTo(new BusinessHours(LocalTime.of(9, 0), LocalTime.of(18, 0)));
        assertThat(settings.stages().get(Stage.MEETING))
                .isEqualTo(new StageSettings(
                        Stage.MEETING, "Meeting", "商談", Department.FIELD_SALES, Department.FIELD_SALES));
        assertThat(settings.leadEnters()).isEqualTo(LeadEntry.CREATED_AT);
        assertThat(settings.windows())
                .isEqualTo(Map.of(
                        Stage.VISITOR, 30, Stage.LEAD, 90, Stage.OPPORTUNITY, 30, Stage.MEETING, 180, Stage.DEAL, 455));
        assertThat(settings.periods()).containsExactly(PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER);
        assertThat(settings.attributionLookbackDays()).isEqualTo(90);
        assertThat(settings.plan().rates()).isEmpty();
        assertThat(settings.plan().dealValue()).isEmpty();
        assertThat(settings.handoff().get(Stage.LEAD).required())
                .containsExactly("source", "company", "interest", "email_hash");
        assertThat(settings.handoff().get(Stage.DEAL).answerHours()).isEqualByComparingTo("24");
        assertThat(settings.recurringGraceDays()).isEqualTo(60);
        assertThat(settings.notCountedReasons()).containsExactly("duplicate", "test", "spam");
        assertThat(settings.rejectedShareLimit()).isEqualByComparingTo("0.1");
        assertThat(settings.upkeepRetentionDays()).isEqualTo(7);
        assertThat(settings.dailyFeeds()).isEmpty();
    }

    @Test
    void everyKeyCanBeSet() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("keys")).resolve("email.key"), "secret");
        Settings settings = load("""
                time_zone: America/New_York
                base_currency: USD
                calendar:
                  fiscal_year_start_month: 1
                  week_start: sunday
                  holidays: [2026-01-01, "2026-07-03"]
                  business_hours: {from: "08:30", to: "17:00"}
                stages:
                  lead: {english: Prospect, japanese: リード, producing_department: inside_sales, enters: handed_over_at}
                windows: {visitor: 7, deal: 400}
                periods: [month, half, year]
                attribution: {lookback_days: 30}
                plan: {rates: {visitor: 5%, meeting: 0.5}, deal_value: 1000000}
                handoff: {deal: {answer_hours: 1.5, required: [csm_id]}}
                recurring: {grace_days: 0}
                not_counted_reasons: []
                limits: {rejected_share: 25%}
                feeds: {visits: {expected: daily}, deals: {expected: daily}}
                upkeep: {retention_days: 30}
                privacy: {email_key_file: keys/email.key}
                """);
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(settings.baseCurrency()).isEqualTo("USD");
        assertThat(settings.calendar().fiscalYearStartMonth()).isEqualTo(1);
        assertThat(settings.calendar().weekStart()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(settings.calendar().holidays())
                .containsExactlyInAnyOrder(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 7, 3));
        assertThat(settings.calendar().businessHours())
                .isEqualTo(new BusinessHours(LocalTime.of(8, 30), LocalTime.of(17, 0)));
        assertThat(settings.stages().get(Stage.LEAD))
                .isEqualTo(new StageSettings(
                        Stage.LEAD, "Prospect", "リード", Department.INSIDE_SALES, Department.INSIDE_SALES));
        assertThat(settings.leadEnters()).isEqualTo(LeadEntry.HANDED_OVER_AT);
        assertThat(settings.windows()).containsEntry(Stage.VISITOR, 7).containsEntry(Stage.LEAD, 90);
        assertThat(settings.periods()).containsExactly(PeriodKind.MONTH, PeriodKind.HALF, PeriodKind.YEAR);
        assertThat(settings.attributionLookbackDays()).isEqualTo(30);
        assertThat(settings.plan().rates())
                .isEqualTo(Map.of(Stage.VISITOR, new BigDecimal("0.05"), Stage.MEETING, new BigDecimal("0.5")));
        assertThat(settings.plan().dealValue()).contains(new BigDecimal("1000000"));
        assertThat(settings.handoff().get(Stage.DEAL))
                .isEqualTo(new HandoffSettings(new BigDecimal("1.5"), List.of("csm_id")));
        assertThat(settings.recurringGraceDays()).isZero();
        assertThat(settings.notCountedReasons()).isEmpty();
        assertThat(settings.rejectedShareLimit()).isEqualByComparingTo("0.25");
        assertThat(settings.upkeepRetentionDays()).isEqualTo(30);
        assertThat(settings.dailyFeeds()).isEqualTo(Set.of("deals", "visits"));
        assertThat(settings.emailKeyFile()).contains(folder.resolve("keys/email.key"));
        assertThat(settings.overlay()).contains(folder);
    }

    @Test
    void allFaultsAreToldAtOnceEachWithPathFoundAndExpected() throws IOException {
        InvalidSettings invalid = faultsOf("""
                time_zone: Asia/Tokio
                base_currency: YEN
                windows: {lead: soon, visitor: -1, renewal: 30}
                window: {lead: 90}
                calendar: {fiscal_year_start_month: 13, week_start: someday, holidays: [2026-02-30], business_hours: "18:00-09:00"}
                stages: {leed: {}, deal: {producing_department: sales}, lead: {enters: born_at}}
                periods: [month, decade, month]
                plan: {rates: {visitor: 0, lead: 110%, deal: 0.5}, deal_value: 0}
                handoff: {lead: {required: [phone], answer_hours: 0}}
                limits: {rejected_share: 1.5}
                feeds: {leed: {expected: daily}, visits: {expected: weekly}}
                channels: nowhere.csv
                """);
        assertThat(invalid.faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "time_zone",
                        "base_currency",
                        "windows.lead",
                        "windows.visitor",
                        "windows.renewal",
                        "window",
                        "calendar.fiscal_year_start_month",
                        "calendar.week_start",
                        "calendar.holidays[0]",
                        "calendar.business_hours",
                        "stages.leed",
                        "stages.deal.producing_department",
                        "stages.lead.enters",
                        "periods[1]",
                        "periods[2]",
                        "plan.rates.visitor",
                        "plan.rates.lead",
                        "plan.rates.deal",
                        "plan.deal_value",
                        "handoff.lead.required[0]",
                        "handoff.lead.answer_hours",
                        "limits.rejected_share",
                        "feeds.leed",
                        "feeds.visits.expected",
                        "channels");
        assertThat(invalid.getMessage())
                .startsWith("The configuration has 25 faults:")
                .contains(folder.resolve("warehouse.yaml")
                        + ": windows.lead: found 'soon', expected a whole number of days from 0 to 3660")
                .contains("window: found an unknown key, expected perhaps windows")
                .contains("feeds.leed: found an unknown key, expected perhaps leads");
    }

    @Test
    void theMonthIsAmongThePeriodsSincePlansAreToldByIt() throws IOException {
        assertThat(faultsOf("periods: [week, quarter]").getMessage())
                .contains("periods: found [\"week\",\"quarter\"], expected month among them: plans and the ledger of"
                        + " hand-overs are told by months");
        assertThat(faultsOf("periods: []").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.path()).isEqualTo("periods"));
        assertThat(load("periods: month").periods()).containsExactly(PeriodKind.MONTH);
    }

    @Test
    void aMissingAndAnEmptyFileOfTheEmailKeyAreToldWithTheOtherFaults() throws IOException {
        assertThat(faultsOf("privacy: {email_key_file: none.key}\nbase_currency: YEN\n")
                        .getMessage())
                .startsWith("The configuration has 2 faults:")
                .contains("base_currency: found 'YEN'")
                .contains("privacy.email_key_file: found no such file " + folder.resolve("none.key"));
        Files.writeString(folder.resolve("empty.key"), " \n");
        assertThat(faultsOf("privacy: {email_key_file: empty.key}\nbase_currency: YEN\n")
                        .getMessage())
                .startsWith("The configuration has 2 faults:")
                .contains("privacy.email_key_file: found an empty file " + folder.resolve("empty.key"));
    }

    @Test
    void whereTheEnvironmentNamesTheKeyTheFileIsNotLookedAt() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), "privacy: {email_key_file: none.key}");
        for (String variable : List.of(EmailKey.VARIABLE, EmailKey.FILE_VARIABLE)) {
            assertThat(Settings.load(folder.toString(), Map.of(variable, "given"))
                            .emailKeyFile())
                    .contains(folder.resolve("none.key"));
        }
    }

    @Test
    void aTextThatIsNoYamlNamesItsLine() throws IOException {
        assertThat(faultsOf("time_zone: [Asia/Tokyo\nwindows: 3\n").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.path()).startsWith("line "));
        assertThat(faultsOf("time_zone: UTC\ntime_zone: Asia/Tokyo\n").getMessage())
                .contains("line 2")
                .contains("time_zone");
        assertThat(faultsOf("just a text").getMessage()).contains("expected a map with the keys time_zone");
    }

    @Test
    void aPlaceThatDoesNotExistIsAFaultUnlessItIsTheDefault() {
        assertThatThrownBy(() -> Settings.load(folder.resolve("nowhere").toString()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("nowhere: found nothing, expected a file warehouse.yaml or a folder");
    }

    @Test
    void aLoneFileIsOnlyTheSettings() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "base_currency: EUR");
        Files.writeString(folder.resolve("channels.csv"), "not read");
        Settings settings = Settings.load(file.toString());
        assertThat(settings.baseCurrency()).isEqualTo("EUR");
        assertThat(settings.channels().fingerprint())
                .isEqualTo(Settings.shipped().channels().fingerprint());
        assertThat(settings.overlay()).isEmpty();
    }

    @Test
    void aLoneFileMayNameItsOwnRules() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "channels: rules.csv");
        Files.writeString(
                folder.resolve("rules.csv"),
                "channel,source_category,source_matches,medium_matches,campaign_matches\nfair,,,fair,\n");
        assertThat(Settings.load(file.toString()).channels().channels()).containsExactly("direct", "fair", "other");
    }

    @Test
    void aPartChangesOnlyWithItsOwnKey() throws IOException {
        Settings shipped = Settings.shipped();
        Settings changed = load("windows: {lead: 60}\nperiods: [quarter, month, week]\n");
        assertThat(changed.part("windows")).isNotEqualTo(shipped.part("windows"));
        assertThat(changed.part("windows"))
                .isEqualTo("{\"deal\":455,\"lead\":60,\"meeting\":180,\"opportunity\":30,\"visitor\":30}");
        for (String key : SettingsReader.KEYS) {
            if (!key.equals("windows")) {
                assertThat(changed.part(key)).as(key).isEqualTo(shipped.part(key));
            }
        }
        assertThatThrownBy(() -> shipped.part("window")).hasMessageContaining("windows");
    }

    private Settings load(String yaml) throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), yaml, StandardCharsets.UTF_8);
        return Settings.load(folder.toString(), Map.of());
    }

    private InvalidSettings faultsOf(String yaml) {
        return catchThrowableOfType(InvalidSettings.class, () -> load(yaml));
    }
}
