package dev.themodel.night;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How much a command has to go through, which decides how its session is set up; the rows are the same either way. */
public enum Workload {
    /** A night's delta, or all of a small company. */
    SMALL,
    /** More than some hundred thousand rows at once. */
    LARGE;

    private static final long SMALL_BYTES = 32L << 20;

    /** Of a night: its delta, and for the first one all that has landed. */
    public static Workload ofNight(String warehouse, String landing, Configuration configuration) {
        return WarehouseFolder.isPublished(warehouse, configuration) ? SMALL : ofFolder(landing, configuration);
    }

    /** Of going through all that a warehouse has taken in. */
    public static Workload ofRebuild(String warehouse, Configuration configuration) {
        return ofFolder(warehouse + "/raw", configuration);
    }

    private static Workload ofFolder(String folder, Configuration configuration) {
        Path path = new Path(folder);
        try {
            long bytes =
                    path.getFileSystem(configuration).getContentSummary(path).getLength();
            return bytes > SMALL_BYTES ? LARGE : SMALL;
        } catch (FileNotFoundException e) {
            return SMALL;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into '" + folder + "': " + e.getMessage(), e);
        }
    }
}
