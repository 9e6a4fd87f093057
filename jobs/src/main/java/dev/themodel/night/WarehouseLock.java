package dev.themodel.night;

import dev.themodel.lake.Fence;
import dev.themodel.lake.FencedLogStore;
import dev.themodel.lake.Lake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * One writer at a time, over any Hadoop file system. Each hold is a numbered token in {@code <warehouse>/_lock}, created
 * without overwriting; the greatest number holds. A holder renews its lease; one whose lease has run out, that gave its
 * token back or whose process is provably gone from this machine is succeeded by the next number. Every commit asks
 * {@link #check}: a holder thought dead cannot write after its successor began.
 */
public final class WarehouseLock implements Fence, AutoCloseable {

    /** How long a hold lasts without a sign of life. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    private final LockFolder folder;
    private final long token;
    private final Duration lease;
    private final String root;
    private final String guarded;
    private final ScheduledExecutorService renewal;
    private volatile long renewedAt;

    private WarehouseLock(LockFolder folder, long token, Duration lease, String root, String guarded) {
        this.folder = folder;
        this.token = token;
        this.lease = lease;
        this.root = root;
        this.guarded = guarded;
        this.renewedAt = System.nanoTime();
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease of the warehouse");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, lease.toMillis() / 6);
        renewal.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
        FencedLogStore.guard(guarded, this);
    }

    /**
     * Takes hold of a warehouse.
     *
     * @param root the warehouse folder
     * @param wait how long to wait for another holder
     * @throws Held where another run holds it longer than that
     */
    public static WarehouseLock take(String root, Duration wait, Configuration configuration) {
        return take(root, wait, LEASE, configuration);
    }

    static WarehouseLock take(String root, Duration wait, Duration lease, Configuration configuration) {
        LockFolder folder = new LockFolder(root, configuration);
        String guarded = Lake.absolute(root, configuration);
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            long newest = folder.newestToken();
            Optional<String> holder = newest == 0 ? Optional.empty() : folder.holder(newest, lease);
            if (holder.isEmpty() && folder.create(newest + 1)) {
                folder.forgetBefore(newest + 1);
                return new WarehouseLock(folder, newest + 1, lease, root, guarded);
            }
            if (System.nanoTime() >= deadline) {
                throw new Held("Another run holds the warehouse '" + root + "': "
                        + holder.orElse("it came first by a moment")
                        + ". Try again later, or add --wait SECONDS; a dead holder's lease ends after "
                        + lease.toSeconds() + " s.");
            }
            sleep(Math.min(500, Math.max(20, lease.toMillis() / 10)));
        }
    }

    /** The fencing token: greater than that of every hold before. */
    public long token() {
        return token;
    }

    @Override
    public void check() {
        if (System.nanoTime() - renewedAt > lease.toNanos() || folder.newestToken() > token) {
            throw new LostHold("This run lost its hold on the warehouse '" + root
                    + "' (it gave no sign of life for " + lease.toSeconds()
                    + " s, or another run took over); nothing more was written. Run it again.");
        }
    }

    /** Gives the warehouse back. */
    @Override
    public void close() {
        FencedLogStore.guard(guarded, NONE);
        renewal.shutdownNow();
        folder.release(token);
    }

    private void renew() {
        long now = System.nanoTime();
        if (now - renewedAt <= lease.toNanos() && folder.renew(token)) {
            renewedAt = now;
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Held("Interrupted while waiting for the warehouse");
        }
    }

    /** Another run holds the warehouse: exit code 5. */
    public static final class Held extends RuntimeException {
        public Held(String message) {
            super(message);
        }
    }
}
