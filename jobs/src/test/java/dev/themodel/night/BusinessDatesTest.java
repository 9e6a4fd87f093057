package dev.themodel.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDatesTest {

    @TempDir
    Path landing;

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-1-5", "05.01.2026", "20260105", "2026-02-30", "", "today", "1899-12-31", "2201-01-01"})
    void whatIsNoDateIsNamed(String text) {
        assertThatThrownBy(() -> BusinessDates.parse("--date", text))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("--date '" + text + "'")
                .hasMessageContaining("YYYY-MM-DD");
    }

    @Test
    void theNewestDayIsFoundInFeedsAndMappedPaths() throws Exception {
        Files.createDirectories(landing.resolve("leads/dt=2026-01-05"));
        Files.createDirectories(landing.resolve("crm/export/dt=2026-01-07"));
        Files.createDirectories(landing.resolve("leads/dt=soon"));
        Files.createDirectories(landing.resolve("_old/dt=2027-01-01"));
        assertThat(BusinessDates.newestLanded(landing.toString(), new Configuration()))
                .contains(LocalDate.of(2026, 1, 7));
    }

    @Test
    void aMissingLandingFolderIsNamed() {
        String missing = landing.resolve("nowhere").toString();
        assertThatThrownBy(() -> BusinessDates.newestLanded(missing, new Configuration()))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining(missing)
                .hasMessageContaining("--landing");
    }

    @Test
    void aNightMayLieThirtyOneDaysAheadAndNoMore() {
        Optional<LocalDate> newest = Optional.of(LocalDate.of(2026, 1, 1));
        assertThatCode(() -> BusinessDates.refuseFarAhead(LocalDate.of(2026, 2, 1), newest))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BusinessDates.refuseFarAhead(LocalDate.of(2026, 2, 2), newest))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("2026-02-02")
                .hasMessageContaining("--force");
        assertThatCode(() -> BusinessDates.refuseFarAhead(LocalDate.of(2199, 1, 1), Optional.empty()))
                .doesNotThrowAnyException();
    }
}
