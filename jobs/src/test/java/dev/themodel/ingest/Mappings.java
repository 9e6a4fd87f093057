package dev.themodel.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The mappings of a test's own: those of a system called crm, in a folder of configuration. */
final class Mappings {

    private final Path folder;

    Mappings(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Declares the mapping of one feed, in the place of all declared before. */
    Mappings maps(String feed, String... lines) {
        return declares("feeds:\n  " + feed + ":\n    " + String.join("\n    ", lines) + "\n");
    }

    /** Declares mappings as they stand in a file. */
    Mappings declares(String yaml) {
        return writes("sources/crm.yaml", yaml);
    }

    /** Writes the SELECT of a feed. */
    Mappings selects(String feed, String... lines) {
        return writes("sql/sources/crm/" + feed + ".sql", String.join("\n", lines) + "\n");
    }

    private Mappings writes(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
