package dev.themodel.ingest;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A data file below the landing folder.
 *
 * @param path where it lies, as a Hadoop path
 * @param relativePath the same below the landing folder, parted by slashes
 * @param size in bytes
 * @param modifiedAt milliseconds since 1970
 * @param dt the day of the {@code dt=} folder it lies in
 */
record LandedFile(String path, String relativePath, long size, long modifiedAt, Optional<LocalDate> dt) {

    /** The file's own name. */
    String name() {
        return relativePath.substring(relativePath.lastIndexOf('/') + 1);
    }

    /** The topmost folder it lies in; empty where it lies in none. */
    Optional<String> topFolder() {
        int slash = relativePath.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(relativePath.substring(0, slash));
    }
}
