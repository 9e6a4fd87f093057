package dev.themodel.simulate;

import java.util.List;

/**
 * Random draws from a seed, SplitMix64: the same on every machine and Java version, and independent of every other
 * stream whose path differs.
 */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** A stream of its own for a path such as (seed, purpose, day). */
    static Draws of(long seed, long... path) {
        long state = mix(seed + GOLDEN);
        for (long step : path) {
            state = mix(state ^ mix(step + GOLDEN));
        }
        return new Draws(state);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A whole number from 0 to below {@code bound}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** A number from 0 to below 1. */
    double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    /** The index drawn with probability proportional to its weight. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = share() * sum;
        for (int index = 0; index < weights.length - 1; index++) {
            left -= weights[index];
            if (left < 0) {
                return index;
            }
        }
        return weights.length - 1;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
