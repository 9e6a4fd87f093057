package dev.themodel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailKeyTest {

    private static final Settings SHIPPED = Settings.shipped();

    @TempDir
    Path folder;

    /** The well-known vector of HMAC-SHA-256 with this key and sentence, whose capital letter is the only change. */
    @Test
    void hashesByHmacSha256() {
        assertThat(EmailKey.of("key").hash("the quick brown fox jumps over the lazy dog"))
                .isEqualTo(EmailKey.of("key").hash(" The quick brown fox jumps over the lazy dog "))
                .hasSize(64);
        // RFC 4231, test case 2, whose text is in lower case.
        assertThat(EmailKey.of("Jefe").hash("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void theVariableGoesBeforeTheFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("email.key"), "of the file\n");
        Map<String, String> both =
                Map.of(EmailKey.VARIABLE, "of the variable", EmailKey.FILE_VARIABLE, file.toString());
        assertHashesAs("of the variable", both, SHIPPED);
        assertHashesAs("of the file", Map.of(EmailKey.FILE_VARIABLE, file.toString()), SHIPPED);
        assertHashesAs("of the file", Map.of(EmailKey.VARIABLE, " ", EmailKey.FILE_VARIABLE, file.toString()), SHIPPED);
    }

    @Test
    void theSettingsMayNameTheFile() throws IOException {
        Files.writeString(folder.resolve("email.key"), "of the settings");
        Files.writeString(folder.resolve("warehouse.yaml"), "privacy: {email_key_file: email.key}");
        assertHashesAs("of the settings", Map.of(), Settings.load(folder.toString()));
    }

    @Test
    void withoutAnyThereIsNone() {
        assertThat(EmailKey.find(Map.of(), SHIPPED, "warehouse")).isEmpty();
    }

    @Test
    void aMissingAnEmptyAndAFileInsideTheWarehouseAreRefused() throws IOException {
        Path missing = folder.resolve("none.key");
        assertThatThrownBy(() -> find(missing))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("none.key: found no such file");
        Path empty = Files.writeString(folder.resolve("empty.key"), " \n");
        assertThatThrownBy(() -> find(empty)).hasMessageContaining("empty.key: found an empty file");
        Path warehouse = Files.createDirectories(folder.resolve("warehouse"));
        Path inside = Files.writeString(warehouse.resolve("email.key"), "secret");
        assertThatThrownBy(() -> find(inside)).hasMessageContaining("found it inside the warehouse");
    }

    @Test
    void neverShowsItself() {
        assertThat(EmailKey.of("secret").toString()).doesNotContain("secret");
    }

    private void find(Path file) {
        assertThat(EmailKey.find(
                        Map.of(EmailKey.FILE_VARIABLE, file.toString()),
                        SHIPPED,
                        folder.resolve("warehouse").toString()))
                .isPresent();
    }

    private static void assertHashesAs(String key, Map<String, String> environment, Settings settings) {
        String email = "grace@example.com";
        assertThat(EmailKey.find(environment, settings, "warehouse")
                        .orElseThrow()
                        .hash(email))
                .isEqualTo(EmailKey.of(key).hash(email));
    }
}
