package dev.themodel.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How text files are taken apart. */
class RecordsTest {

    private static final List<String> WANTED = List.of("id", "name", "email");

    @Test
    void quotedFieldsHoldDelimitersQuotesAndLineEnds() throws Exception {
        assertThat(csv("id,name\r\n1,\"a,\"\"b\"\"\r\nc\"\r\n\r\n   \r\n2,d"))
                .containsExactly("1:1|a,\"b\"\r\nc|null", "2:2|d|null");
    }

    @Test
    void columnsStandInAnyOrderUnderNamesOfAnyCase() throws Exception {
        assertThat(csv("\uFEFF Name ,extra,ID\nAda,x,1\n")).containsExactly("1:1|Ada|null");
    }

    @Test
    void aHashIsNoComment() throws Exception {
        assertThat(csv("id,name\n#1,Ada\n")).containsExactly("1:#1|Ada|null");
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsOwnLineOnly() throws Exception {
        assertThat(csv("id,name\n1,\"Ada\n2,Grace\n3,\"x\" y\n4,\"a\nb\" c\n5,Edith\n"))
                .containsExactly(
                        "1:UNDECODABLE",
                        "2:2|Grace|null",
                        "3:UNDECODABLE",
                        "4:UNDECODABLE",
                        "5:WRONG_COLUMN_COUNT",
                        "6:5|Edith|null");
    }

    @Test
    void anotherNumberOfFieldsIsToldBeforeAnythingElse() throws Exception {
        assertThat(csv("id,name\n1\n1,2,3\n,\n\"1,2,3\n"))
                .containsExactly("1:WRONG_COLUMN_COUNT", "2:WRONG_COLUMN_COUNT", "3:||null", "4:WRONG_COLUMN_COUNT");
    }

    @Test
    void aRecordLongerThanTheBufferIsRead() throws Exception {
        String long1 = "x".repeat(100_000);
        assertThat(csv("id,name\n1,\"" + long1 + "\"\n2," + long1 + "\n"))
                .containsExactly("1:1|" + long1 + "|null", "2:2|" + long1 + "|null");
    }

    @Test
    void bytesThatAreNoCharactersSpoilTheirRowOnly() throws Exception {
        byte[] bytes = "id,name\n1,?\n2,🐀\n3,Ada\n".getBytes(StandardCharsets.UTF_8);
        bytes[10] = (byte) 0xE3;

        assertThat(read(bytes, InputForm.ofName("a.csv")))
                .containsExactly("1:UNDECODABLE", "2:2|🐀|null", "3:3|Ada|null");
    }

    @Test
    void cp932KeepsItsSecondBytesThatLookLikeBackslashes() throws Exception {
        InputForm form = new InputForm(
                dev.themodel.config.SourceMapping.Format.CSV, false, "windows-31j", ',', false, List.of("id", "name"));

        assertThat(read("1,ソ表－～\n".getBytes(Charset.forName("windows-31j")), form))
                .containsExactly("1:1|ソ表－～|null");
    }

    @Test
    void personalColumnsAreMaskedInARowsText() throws Exception {
        CsvRecords records = CsvRecords.open(
                new java.io.StringReader("id,EMAIL,name\n1,\"ada@example.com\", Ada \n2,,x\n"),
                InputForm.ofName("a.csv"),
                WANTED);

        assertThat(whole(records).text(Set.of("email"))).isEqualTo("1,***, Ada ");
        assertThat(whole(records).text(Set.of("email"))).isEqualTo("2,,x");
    }

    @Test
    void aHeaderThatNamesAColumnTwiceOrIsBinaryIsUnreadable() {
        assertThatThrownBy(() -> csv("id,name,Id\n")).isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> csv("id,\0\0\n")).isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> csv("id,\"name\n")).isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> csv("PAR1....")).isInstanceOf(UnreadableFile.class);
    }

    @Test
    void jsonLinesAreObjectsAndNothingElse() throws Exception {
        String lines =
                "{\"id\":\"1\",\"NAME\":\"Ada\",\"email\":null}\n\n[1]\n{\"id\":2}{\"id\":3}\n{\"id\":4,\"id\":5}\n"
                        + "{\"id\":4,\"Id\":5}\n{\"id\":1.50,\"name\":true,\"email\":{\"a\":[1]}}\n{\"id\":";
        assertThat(read(lines.getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.jsonl")))
                .containsExactly(
                        "1:1|Ada|null",
                        "2:UNDECODABLE",
                        "3:UNDECODABLE",
                        "4:UNDECODABLE",
                        "5:UNDECODABLE",
                        "6:1.50|true|{\"a\":[1]}",
                        "7:UNDECODABLE");
    }

    @Test
    void aFileNoLineOfWhichBeginsAnObjectIsNoJsonLines() {
        for (String text : List.of("id,name\n1,Ada\n", "[\n  1,\n  2\n]\n", "<lead/>", "\uFEFFid\n1\n")) {
            assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.jsonl")))
                    .isInstanceOf(UnreadableFile.class)
                    .hasMessageContaining("no JSON lines");
        }
    }

    @Test
    void aFileOfJsonThatIsCutOffInItsOnlyLineHasALineThatDoesNotFit() throws Exception {
        assertThat(read("\uFEFF {\"id\":".getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.jsonl")))
                .containsExactly("1:UNDECODABLE");
        assertThat(read("\n\n".getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.jsonl")))
                .isEmpty();
    }

    @Test
    void aNumberThatNoComputerHoldsSpoilsItsLineOnly() throws Exception {
        String lines = "{\"id\":1e99999999999}\n{\"id\":\"2\"}\n";
        assertThat(read(lines.getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.jsonl")))
                .containsExactly("1:UNDECODABLE", "2:2|null|null");
    }

    @Test
    void aFilesFormFollowsItsName() {
        assertThat(InputForm.ofName("a.csv")).isEqualTo(InputForm.ofName("a.txt"));
        assertThat(InputForm.ofName("a.JSON.gz").isGzip()).isTrue();
        assertThat(InputForm.ofName("a.JSON.gz").format())
                .isEqualTo(InputForm.ofName("a.jsonl").format());
        assertThat(InputForm.ofName("a.parquet").format().code()).isEqualTo("parquet");
    }

    private static SourceRecord.Whole whole(CsvRecords records) throws IOException {
        return (SourceRecord.Whole) records.next().orElseThrow();
    }

    private static List<String> csv(String text) throws IOException, UnreadableFile {
        return read(text.getBytes(StandardCharsets.UTF_8), InputForm.ofName("a.csv"));
    }

    private static List<String> read(byte[] bytes, InputForm form) throws IOException, UnreadableFile {
        FileBytes file = new FileBytes(new ByteArrayInputStream(bytes));
        RecordSource records = form.format() == dev.themodel.config.SourceMapping.Format.JSON
                ? new JsonRecords(file.text(form), WANTED)
                : CsvRecords.open(file.text(form), form, WANTED);
        List<String> all = new ArrayList<>();
        for (Optional<SourceRecord> next = records.next(); next.isPresent(); next = records.next()) {
            SourceRecord record = next.get();
            all.add(record.number() + ":"
                    + (record instanceof SourceRecord.Whole whole
                            ? whole.value(0) + "|" + whole.value(1) + "|" + whole.value(2)
                            : ((SourceRecord.Broken) record).reason()));
        }
        return all;
    }
}
