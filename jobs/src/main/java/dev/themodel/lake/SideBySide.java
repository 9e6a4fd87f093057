package dev.themodel.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs steps that do not depend on each other at the same time, as many as there are cores. */
public final class SideBySide {

    private SideBySide() {}

    /** The steps' results in the order of the steps; the first failure, once all have ended. */
    public static <T> List<T> run(List<Callable<T>> steps) {
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(cores, Math.max(1, steps.size())));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(steps)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while tables were written", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
