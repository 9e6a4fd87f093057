package dev.themodel.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.themodel.config.Settings;
import dev.themodel.ingest.Ingest;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.mart.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records are named, and until when. */
class NewestRejectedTest {

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(
                Sessions.openForSmallDeltas("local[2]", "test"),
                folder.resolve("warehouse").toString(),
                Definitions.shipped());
    }

    @Test
    void namesRecordsOfWhichNothingAsNewAsTheRejectedVersionWasAccepted() throws IOException {
        lands(
                "leads/dt=2026-04-01/a.csv",
                "lead_id,created_at,updated_at,status",
                "older accepted,2026-03-01,2026-03-30,open",
                "older accepted,2026-03-01,2026-03-31,waiting",
                "newer accepted,2026-03-01,2026-03-29,waiting",
                "newer accepted,2026-03-01,2026-03-30,open",
                "as new accepted,2026-03-01,2026-03-30,waiting",
                "as new accepted,2026-03-01,2026-03-30,open",
                "nothing accepted,2026-03-01,2026-03-28,waiting",
                "nothing accepted,2026-03-01,2026-03-29,waiting",
                "deleted since,2026-03-01,2026-03-29,waiting",
                "time unknown,2026-03-01,2026-03-30,open",
                "time unknown,2026-03-01,soon,open",
                ",2026-03-01,2026-03-30,open",
                "taken apart,2026-03-01");
        lands(
                "leads/dt=2026-04-01/b.csv",
                "lead_id,created_at,updated_at,is_deleted",
                "deleted since,2026-03-01,2026-03-30,true");
        night("2026-04-01");

        CheckResult found = NewestRejected.since(lake, 0);

        assertThat(found.offenders()).isEqualTo(3);
        assertThat(found.severity()).isEqualTo(CheckResult.WARNING);
        assertThat(found.samples())
                .containsExactly(
                        sample(
                                "leads",
                                "nothing accepted",
                                "2026-03-29T00:00:00.000Z",
                                "status",
                                "unknown_value",
                                "a",
                                8),
                        sample(
                                "leads",
                                "older accepted",
                                "2026-03-31T00:00:00.000Z",
                                "status",
                                "unknown_value",
                                "a",
                                2),
                        sample(
                                "leads",
                                "time unknown",
                                "2026-03-31T15:00:00.000Z",
                                "updated_at",
                                "not_a_timestamp",
                                "a",
                                11));
        assertThat(NewestRejected.since(lake, 1).isWell()).isTrue();
    }

    @Test
    void comparesKeysOfEveryKindAndForgetsWhatWasCorrected() throws IOException {
        lands(
                "spend/dt=2026-04-01/a.csv",
                "campaign_id,spent_on,amount",
                "C1,2026-03-30,many",
                "C1,2026-03-31,many",
                "C1,2026-03-31,5");
        lands(
                "stage_changes/dt=2026-04-01/a.csv",
                "opportunity_id,changed_at,stage_name",
                "O1,2026-03-31T10:00:00.5+09:00,",
                "O1,2026-03-31T11:00+09:00,won");
        lands("targets/dt=2026-04-01/a.csv", "month,revenue", "2026-04-01,much", "2026-05-01,1");
        lands("accounts/dt=2026-04-01/a.jsonl", "{\"account_id\":\"A1\",\"employee_count\":\"few\"}");
        night("2026-04-01");

        CheckResult found = NewestRejected.everything(lake::read);

        assertThat(found.offenders()).isEqualTo(4);
        assertThat(String.join("", found.samples()))
                .contains("[\"A1\"]", "[\"C1\",\"2026-03-30\"]", "[\"O1\",\"2026-03-31T01:00:00.500Z\"]")
                .contains("[\"2026-04-01\",\"all\",\"all\"]");

        lands("spend/dt=2026-04-02/a.csv", "campaign_id,spent_on,amount", "C1,2026-03-30,7");
        lands(
                "stage_changes/dt=2026-04-02/a.csv",
                "opportunity_id,changed_at,stage_name",
                "O1,2026-03-31T01:00:00.5,x");
        lands("targets/dt=2026-04-02/a.csv", "month,revenue", "2026-04-01,3");
        night("2026-04-02");

        assertThat(NewestRejected.everything(lake::read).samples())
                .singleElement()
                .asString()
                .contains("A1");
    }

    private static String sample(
            String feed, String key, String time, String column, String reason, String file, int record) {
        return "{\"feed\":\"" + feed + "\",\"key\":[\"" + key + "\"],\"updated_at\":\"" + time + "\",\"column\":\""
                + column + "\",\"reason\":\"" + reason + "\",\"path\":\"" + feed + "/dt=2026-04-01/" + file
                + ".csv\",\"record\":" + record + "}";
    }

    private void lands(String path, String... lines) throws IOException {
        Path file = folder.resolve("landing").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void night(String day) {
        new Ingest(lake, Settings.shipped(), folder.resolve("landing").toString(), Optional.empty())
                .run(LocalDate.parse(day));
    }
}
