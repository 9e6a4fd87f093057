package dev.themodel.lake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.delta.storage.DelegatingLogStore;
import scala.collection.Iterator;

/**
 * Delta's own log store, which asks the warehouse's {@link Fence} right before it writes a log entry. A writer that was
 * stopped in the middle of a long write and woken after its successor began fails here, not merely at the next table.
 */
public final class FencedLogStore extends DelegatingLogStore {

    private static final Map<String, Fence> FENCES = new ConcurrentHashMap<>();

    /** Called by Delta, once a session. */
    public FencedLogStore(SparkConf sparkConf, Configuration hadoopConfiguration) {
        super(hadoopConfiguration);
    }

    /**
     * From now on, commits to tables below the root ask the fence; {@link Fence#NONE} takes it away again.
     *
     * @param root as {@link Lake#absolute} names it
     */
    public static void guard(String root, Fence fence) {
        String folder = folder(new Path(root));
        if (fence == Fence.NONE) {
            FENCES.remove(folder);
        } else {
            FENCES.put(folder, fence);
        }
    }

    @Override
    public void write(Path path, Iterator<String> actions, boolean overwrite, Configuration hadoopConfiguration) {
        check(path);
        super.write(path, actions, overwrite, hadoopConfiguration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, boolean overwrite) {
        check(path);
        super.write(path, actions, overwrite);
    }

    private static void check(Path path) {
        String written = folder(path);
        FENCES.forEach((root, fence) -> {
            if (written.startsWith(root)) {
                fence.check();
            }
        });
    }

    /** Path with its scheme's noise taken off, so that {@code file:/a}, {@code file:///a} and {@code /a} are one. */
    private static String folder(Path path) {
        String scheme = path.toUri().getScheme();
        String place = scheme == null || scheme.equals("file")
                ? new java.io.File(path.toUri().getPath()).getAbsolutePath()
                : scheme + "://" + path.toUri().getAuthority() + path.toUri().getPath();
        return place.endsWith("/") ? place : place + "/";
    }
}
