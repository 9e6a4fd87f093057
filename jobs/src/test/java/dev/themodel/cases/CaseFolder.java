package dev.themodel.cases;

import dev.themodel.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One case of a table, a folder {@code cases/<layer.table>/<a_sentence>/}:
 *
 * <ul>
 *   <li>{@code <layer.table>.csv} for each input with rows; columns that do not matter are left out and are NULL
 *   <li>{@code settings.yaml}: {@code as_of}, and optionally {@code where} (which of the result's rows are looked at), and
 *       any key of {@code warehouse.yaml}
 *   <li>{@code expected.csv}: the rows expected, in any order, with the columns that matter
 * </ul>
 *
 * A field that is empty is NULL; a line that begins with {@code #} is a remark.
 */
public record CaseFolder(TableName table, String sentence, Path folder) {

    /** Every case of the tables of a layer. */
    public static List<CaseFolder> of(String layer) {
        URL root = CaseFolder.class.getResource("/cases");
        if (root == null) {
            throw new IllegalStateException("There is no folder cases in the test resources");
        }
        try (Stream<Path> tables = Files.list(Path.of(root.toURI()))) {
            return tables.filter(table -> table.getFileName().toString().startsWith(layer + "."))
                    .sorted()
                    .flatMap(CaseFolder::ofTable)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The folder cases can't be listed: " + e.getMessage(), e);
        }
    }

    private static Stream<CaseFolder> ofTable(Path tableFolder) {
        TableName table = TableName.parse(tableFolder.getFileName().toString());
        try (Stream<Path> cases = Files.list(tableFolder)) {
            return cases
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> new CaseFolder(table, folder.getFileName().toString(), folder))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs that have rows. */
    public Map<TableName, CsvRows> inputs() {
        Map<TableName, CsvRows> inputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .filter(file -> !file.getFileName().toString().equals("expected.csv"))
                    .forEach(file -> inputs.put(
                            TableName.parse(file.getFileName().toString().replaceFirst("\\.csv$", "")),
                            CsvRows.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inputs;
    }

    public CsvRows expected() {
        return CsvRows.read(folder.resolve("expected.csv"));
    }

    public CaseSettings settings() {
        return CaseSettings.read(folder.resolve("settings.yaml"));
    }
}
