package dev.themodel.simulate;

import java.io.IOException;
import java.io.OutputStream;

/** Where the simulated files go: a landing folder on any file system. */
@FunctionalInterface
public interface Landing {

    /**
     * Opens a new file for writing; it appears under its name, whole, once the stream is closed.
     *
     * @param path below the landing folder, such as {@code leads/dt=2026-01-05/leads.csv}
     * @throws IOException where the file system refuses
     */
    OutputStream create(String path) throws IOException;
}
