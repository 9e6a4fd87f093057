package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} says of each command. */
class HelpTest {

    static Stream<CommandSpec> commands() {
        return new CommandLine(new Warehouse())
                .getSubcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void hasAnExampleAndNoTextThatPicocliCannotFormat(CommandSpec command) {
        String[] footer = command.usageMessage().footer();
        assertThat(footer).anyMatch(line -> line.contains("bin/warehouse " + command.name()));
        Stream<String> texts = Stream.concat(
                Arrays.stream(footer), Arrays.stream(command.usageMessage().description()));
        // A percent sign that is not doubled makes it warn on stderr.
        assertThat(texts)
                .allSatisfy(text -> assertThatCode(() -> String.format(Locale.ROOT, text))
                        .as(text)
                        .doesNotThrowAnyException());
    }
}
