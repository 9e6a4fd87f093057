package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that a newcomer runs, to its end. */
@Tag("long")
class DemoTest {

    @TempDir
    Path folder;

    @Test
    void showsAllItPromisesAndLeavesWhatIsThereAlone() throws Exception {
        ForkedCommand command = new ForkedCommand(folder);
        Path place = Files.createDirectories(folder.resolve("place"));
        Path kept = Files.createDirectories(place.resolve("demo")).resolve("mine.txt");
        Files.writeString(kept, "mine");
        Path said = folder.resolve("said.txt");

        int code = command.startIn(place, said, List.of("demo", "--scale", "0.05", "--master", "local[2]"))
                .waitFor();

        String text = Files.readString(said);
        assertThat(code).as(text).isZero();
        assertThat(text.lines().filter(line -> line.startsWith("night 2026-05-0")))
                .hasSize(7);
        assertThat(text)
                .contains("The funnel of the last full months beside the plan")
                .contains("Where it leaks, which hand-over is weak, what the departments tell each other")
                .contains("Customers with a contract in force, by the month of their first deal")
                .contains("What was rejected, and why")
                .contains("Three things to try next:");
        // A twentieth of the plan of 10,000,000 JPY a month, which needs 16,000 visitors.
        assertThat(text.lines().filter(line -> line.startsWith("Visitor")))
                .singleElement()
                .asString()
                .containsPattern("\\b800\\b");
        assertThat(place.resolve("demo-2/warehouse")).isDirectory();
        assertThat(place.resolve("demo").toFile().list()).containsExactly("mine.txt");
    }

    @Test
    void aBlockedNightIsToldLastAsOneObject() throws Exception {
        ForkedCommand command = new ForkedCommand(folder);
        Path place = Files.createDirectories(folder.resolve("place"));
        // Each of the company's drops has a bad row or two, and the first night takes in months of them.
        Path strict = Files.writeString(folder.resolve("strict.yaml"), "limits: {rejected_share: 0}");
        Path said = folder.resolve("said.txt");

        int code = command.startIn(
                        place,
                        said,
                        List.of(
                                "demo",
                                "--scale",
                                "0.01",
                                "--json",
                                "--config",
                                strict.toString(),
                                "--master",
                                "local[2]"))
                .waitFor();

        String text = Files.readString(said);
        assertThat(code).as(text).isEqualTo(4);
        assertThat(text.lines().filter(line -> line.startsWith("{")))
                .singleElement()
                .asString()
                .startsWith("{\"command\":\"demo\",\"outcome\":\"blocked\",\"exit_code\":4,")
                .contains("\"warehouse\":\"demo/warehouse\"", "limits.rejected_share 0 allows");
        assertThat(text.lines()).last().asString().startsWith("{");
    }
}
