package dev.themodel.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalTime;

/**
 * The hours of a business day in which an answer may be expected.
 *
 * @param from the first instant that counts
 * @param to the first instant that no longer counts; after {@code from}
 */
public record BusinessHours(LocalTime from, LocalTime to) implements Serializable {

    public BusinessHours {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("Business hours " + from + "-" + to + " do not end after they begin");
        }
    }

    /** The length of one business day. */
    public Duration length() {
        return Duration.between(from, to);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
