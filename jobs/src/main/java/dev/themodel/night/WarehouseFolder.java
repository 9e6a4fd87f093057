package dev.themodel.night;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tells whether a folder is a warehouse, before anything is opened in it. */
public final class WarehouseFolder {

    private WarehouseFolder() {}

    /**
     * Refuses to read from a folder that no night was run into.
     *
     * @throws WrongUsage saying what to do
     */
    public static void requireReadable(String root, Configuration configuration) {
        if (Arrays.stream(children(root, configuration))
                .noneMatch(child -> child.getPath().getName().equals("ops"))) {
            throw new WrongUsage("'" + root + "' is not a warehouse: it has no ops tables. Name one by --warehouse DIR,"
                    + " or make it by `bin/warehouse nightly --date D --warehouse " + root + "`");
        }
    }

    /**
     * Refuses to write into a folder that holds something else.
     *
     * @throws WrongUsage saying what to do
     */
    public static void requireWritable(String root, Configuration configuration) {
        List<String> names = Arrays.stream(children(root, configuration))
                .map(child -> child.getPath().getName())
                .toList();
        if (names.contains("ops") || names.contains("_lock")) {
            return;
        }
        for (String name : names) {
            if (!name.startsWith(".")) {
                throw new WrongUsage("'" + root + "' is not a warehouse: it holds '" + name
                        + "', which is none of ours. Name an empty or new folder by --warehouse DIR");
            }
        }
    }

    /** Whether a night was published in the warehouse. */
    static boolean isPublished(String root, Configuration configuration) {
        return children(root + "/ops/published", configuration).length > 0;
    }

    private static FileStatus[] children(String root, Configuration configuration) {
        Path path = new Path(root);
        try {
            FileSystem system = path.getFileSystem(configuration);
            if (!system.getFileStatus(path).isDirectory()) {
                throw new WrongUsage("'" + root + "' is not a warehouse but a file; name a folder by --warehouse DIR");
            }
            return system.listStatus(path);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the warehouse '" + root + "': " + e.getMessage(), e);
        }
    }
}
