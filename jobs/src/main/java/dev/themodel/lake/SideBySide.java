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
                results.add(result(future));
            }
            return results;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a step gave, once it has ended; throws what it threw. */
    static <T> T result(Future<T> step) {
        try {
            return step.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while tables were written", e);
    }
}
