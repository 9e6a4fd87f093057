package dev.themodel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.themodel.model.Feeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceMappingTest {

    @TempDir
    Path folder;

    @Test
    void onlyThePathIsNeeded() throws IOException {
        sql("crm/deals.sql", "SELECT 1");
        SourceMapping mapping = onlyMapping("crm", "feeds: {deals: {path: crm/deals.csv}}");
        assertThat(mapping)
                .isEqualTo(new SourceMapping(
                        "crm",
                        Feeds.of("deals"),
                        0,
                        "crm/deals.csv",
                        SourceMapping.Format.CSV,
                        "UTF-8",
                        ',',
                        true,
                        List.of(),
                        ZoneId.of("Asia/Tokyo"),
                        List.of("ISO"),
                        List.of("yyyy-MM-dd"),
                        '.',
                        SourceMapping.Delivery.VERSIONS,
                        "deals.sql",
                        "SELECT 1"));
        assertThat(mapping.name()).isEqualTo("crm/deals");
    }

    @Test
    void everyKeyCanBeSetAndAFeedMayHaveSeveralMappings() throws IOException {
        sql("kokyaku/accounts.sql", "SELECT a FROM input");
        sql("kokyaku/old.sql", "SELECT b FROM input");
        Files.writeString(folder.resolve("warehouse.yaml"), "time_zone: UTC");
        List<SourceMapping> mappings = mappings("kokyaku", """
                feeds:
                  accounts:
                    - path: dt=*/jigyosyo*.csv
                      charset: CP932
                      delimiter: "\\t"
                      header: false
                      columns: [code, 名称]
                      time_zone: Asia/Tokyo
                      timestamp_formats: [ISO, yyyy/MM/dd HH:mm]
                      date_formats: [yyyy/MM/dd]
                      decimal_mark: ","
                      delivery: snapshot
                    - path: old/*.json.gz
                      format: json
                      sql: old.sql
                """);
        assertThat(mappings).hasSize(2);
        SourceMapping first = mappings.get(0);
        assertThat(first.charset()).isEqualTo("windows-31j");
        assertThat(first.delimiter()).isEqualTo('\t');
        assertThat(first.header()).isFalse();
        assertThat(first.columns()).containsExactly("code", "名称");
        assertThat(first.timeZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(first.timestampFormats()).containsExactly("ISO", "yyyy/MM/dd HH:mm");
        assertThat(first.dateFormats()).containsExactly("yyyy/MM/dd");
        assertThat(first.decimalMark()).isEqualTo(',');
        assertThat(first.delivery()).isEqualTo(SourceMapping.Delivery.SNAPSHOT);
        assertThat(first.sql()).isEqualTo("SELECT a FROM input");
        SourceMapping second = mappings.get(1);
        assertThat(second.format()).isEqualTo(SourceMapping.Format.JSON);
        assertThat(second.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(second.sql()).isEqualTo("SELECT b FROM input");
        assertThat(second.name()).isEqualTo("kokyaku/accounts/1");
    }

    @ParameterizedTest
    @CsvSource({
        "CP932, windows-31j",
        "cp932, windows-31j",
        "MS932, windows-31j",
        "Windows-31J, windows-31j",
        "Shift_JIS, Shift_JIS",
        "latin1, ISO-8859-1",
        "utf8, UTF-8"
    })
    void charsetsHaveJavasCanonicalNameAndCp932IsWindows(String written, String charset) throws IOException {
        sql("crm/deals.sql", "SELECT 1");
        assertThat(onlyMapping("crm", "feeds: {deals: {path: x.csv, charset: " + written + "}}")
                        .charset())
                .isEqualTo(charset);
    }

    @ParameterizedTest
    @CsvSource({
        "crm/sales_pipeline*.csv, crm/sales_pipeline.csv, true",
        "crm/sales_pipeline*.csv, crm/sales_pipeline_2.csv, true",
        "crm/sales_pipeline*.csv, crm/old/sales_pipeline.csv, false",
        "crm/dt=*/deals.csv, crm/dt=2026-04-01/deals.csv, true",
        "crm/dt=*/deals.csv, crm/deals.csv, false",
        "'crm/**.{csv,csv.gz}', crm/a/b/deals.csv.gz, true",
    })
    void thePathIsAGlobOfTheWholePath(String glob, String path, boolean takes) throws IOException {
        sql("crm/deals.sql", "SELECT 1");
        assertThat(onlyMapping("crm", "feeds: {deals: {path: '" + glob + "'}}").takes(path))
                .isEqualTo(takes);
    }

    @Test
    void theFingerprintFollowsTheMappingAndItsSelect() throws IOException {
        sql("crm/deals.sql", "SELECT 1");
        String before = onlyMapping("crm", "feeds: {deals: {path: x.csv}}").fingerprint();
        assertThat(onlyMapping("crm", "# the same\nfeeds: {deals: {path: x.csv, header: true}}")
                        .fingerprint())
                .isEqualTo(before);
        assertThat(onlyMapping("crm", "feeds: {deals: {path: x.csv, decimal_mark: ','}}")
                        .fingerprint())
                .isNotEqualTo(before);
        sql("crm/deals.sql", "SELECT 2");
        assertThat(onlyMapping("crm", "feeds: {deals: {path: x.csv}}").fingerprint())
                .isNotEqualTo(before);
    }

    @Test
    void aSystemOfOnesOwnIsAddedToThoseShipped() throws IOException {
        sql("crm/deals.sql", "SELECT 1");
        mapping("crm", "feeds: {deals: {path: crm/deals.csv}}");
        assertThat(Settings.load(folder.toString()).sources())
                .extracting(SourceMapping::system)
                .contains("crm", "ga4", "hubspot", "salesforce")
                .isSorted();
        assertThat(Settings.load(folder.toString()).sources())
                .filteredOn(mapping -> !mapping.system().equals("crm"))
                .isEqualTo(Settings.shipped().sources());
    }

    @Test
    void aFileOfOnesOwnTakesThePlaceOfTheOneShippedForItsSystem() throws IOException {
        sql("hubspot/deals.sql", "SELECT 1");
        assertThat(onlyMapping("hubspot", "feeds: {deals: {path: export/deals.csv}}")
                        .path())
                .isEqualTo("export/deals.csv");
        Files.move(folder.resolve("sources/hubspot.yaml"), folder.resolve("sources/hubspot.yml"));
        assertThat(Settings.load(folder.toString()).sources())
                .filteredOn(mapping -> mapping.system().equals("hubspot"))
                .extracting(SourceMapping::path)
                .containsExactly("export/deals.csv");
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnce() throws IOException {
        sql("crm/leads.sql", "  ");
        Files.writeString(folder.resolve("warehouse.yaml"), "base_currency: YEN");
        mapping("empty", "");
        mapping("bad name", "feeds: {deals: {path: x.csv}}");
        mapping("crm", """
                feeds:
                  deal: {path: x.csv}
                  deals:
                    charset: UTF-7000
                    delimiter: "||"
                    header: false
                    format: xls
                    time_zone: Japan Standard Time
                    timestamp_formats: [yyyy-MM-dd'T]
                    date_formats: [ISO]
                    decimal_mark: ";"
                    delivery: daily
                    pathh: x.csv
                  leads: [{path: /x.csv}, {path: ../x.csv, sql: ../leads.sql}, {path: "x[.csv", header: true, columns: [a]}]
                  visits:
                """);
        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, () -> Settings.load(folder.toString()));
        assertThat(invalid.faults())
                .extracting(fault -> Path.of(fault.file()).getFileName() + " " + fault.path())
                .containsExactlyInAnyOrder(
                        "warehouse.yaml base_currency",
                        "empty.yaml feeds",
                        "bad name.yaml ",
                        "crm.yaml feeds.deal",
                        "crm.yaml feeds.deals.path",
                        "crm.yaml feeds.deals.pathh",
                        "crm.yaml feeds.deals.charset",
                        "crm.yaml feeds.deals.delimiter",
                        "crm.yaml feeds.deals.columns",
                        "crm.yaml feeds.deals.format",
                        "crm.yaml feeds.deals.time_zone",
                        "crm.yaml feeds.deals.timestamp_formats[0]",
                        "crm.yaml feeds.deals.date_formats[0]",
                        "crm.yaml feeds.deals.decimal_mark",
                        "crm.yaml feeds.deals.delivery",
                        "crm.yaml feeds.deals.sql",
                        "crm.yaml feeds.leads[0].path",
                        "crm.yaml feeds.leads[0].sql",
                        "crm.yaml feeds.leads[1].path",
                        "crm.yaml feeds.leads[1].sql",
                        "crm.yaml feeds.leads[1].sql",
                        "crm.yaml feeds.leads[2].path",
                        "crm.yaml feeds.leads[2].columns",
                        "crm.yaml feeds.leads[2].sql",
                        "crm.yaml feeds.visits");
    }

    private SourceMapping onlyMapping(String system, String yaml) throws IOException {
        return assertThat(mappings(system, yaml)).singleElement().actual();
    }

    private List<SourceMapping> mappings(String system, String yaml) throws IOException {
        mapping(system, yaml);
        return Settings.load(folder.toString()).sources().stream()
                .filter(mapping -> mapping.system().equals(system))
                .toList();
    }

    private void mapping(String system, String yaml) throws IOException {
        Path file = folder.resolve("sources").resolve(system + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }

    private void sql(String path, String text) throws IOException {
        Path file = folder.resolve("sql/sources").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
