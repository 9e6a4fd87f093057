package dev.themodel.lake;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread for steps that run beside the caller's, one after the other; closing it takes back what has not ended. */
public final class Beside implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Begins a step; what it returns waits for its end and gives its result, or throws what it threw. */
    public <T> Supplier<T> begin(Callable<T> step) {
        Future<T> future = thread.submit(step);
        return () -> SideBySide.result(future);
    }

    /** Returns once nothing runs any more: nobody may write after the night has told how it ended. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
