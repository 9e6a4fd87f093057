package dev.themodel.night;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a command ended.
 *
 * @param command as typed
 * @param status done, blocked
 * @param night the business date asked for; empty where there was none
 * @param asOf the greatest business date ever run
 * @param publication the publication it made; empty where it made none
 * @param warnings what people should look at, in words
 * @param message why it was blocked; empty where it was not
 * @param figures counts, by name
 * @param seconds how long it took
 */
public record Outcome(
        String command,
        Status status,
        Optional<LocalDate> night,
        Optional<LocalDate> asOf,
        OptionalLong publication,
        List<String> warnings,
        Optional<String> message,
        Map<String, Object> figures,
        double seconds) {

    /** How a command ended; a failure is an exception instead. */
    public enum Status {
        DONE,
        BLOCKED
    }

    public Outcome {
        warnings = List.copyOf(warnings);
        figures = new LinkedHashMap<>(figures);
    }

    /** The same, begun at a reading of {@link System#nanoTime} and ended now. */
    Outcome begunAt(long nanoseconds) {
        double taken = (System.nanoTime() - nanoseconds) / 1e9;
        return new Outcome(command, status, night, asOf, publication, warnings, message, figures, taken);
    }

    /** The code the process ends with. */
    public int exitCode(boolean strict) {
        if (status == Status.BLOCKED) {
            return 4;
        }
        return strict && !warnings.isEmpty() ? 3 : 0;
    }

    /** What {@code ops.run.outcome} says. */
    public String word() {
        if (status == Status.BLOCKED) {
            return "blocked";
        }
        return warnings.isEmpty() ? "done" : "done_with_warnings";
    }

    /** The same as a JSON object's members, in order. */
    public Map<String, Object> members(boolean strict) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("command", command);
        members.put("outcome", word());
        members.put("exit_code", exitCode(strict));
        members.put("date", night.map(LocalDate::toString).orElse(null));
        members.put("as_of", asOf.map(LocalDate::toString).orElse(null));
        members.put("publication", publication.isPresent() ? publication.getAsLong() : null);
        members.put("message", message.orElse(null));
        members.put("warnings", warnings);
        members.putAll(figures);
        members.put("seconds", Math.round(seconds * 1000) / 1000.0);
        return members;
    }
}
