package dev.themodel.mart;

import dev.themodel.model.TableName;
import java.util.List;

/**
 * What a check found: a row of {@code ops.check}.
 *
 * @param check its name
 * @param table the table it looks at
 * @param severity {@link #BLOCKING} or {@link #WARNING}
 * @param offenders rows that should not be; 0 is well
 * @param samples up to five of them, as JSON
 * @param message what is wrong and what to do
 * @param scope {@code touched} (what the night wrote) or {@code all}
 */
public record CheckResult(
        String check,
        TableName table,
        String severity,
        long offenders,
        List<String> samples,
        String message,
        String scope) {

    public static final String BLOCKING = "blocking";
    public static final String WARNING = "warning";
    public static final String TOUCHED = "touched";
    public static final String ALL = "all";

    public CheckResult {
        samples = List.copyOf(samples);
    }

    public boolean isWell() {
        return offenders == 0;
    }

    /** Whether nothing may be published. */
    public boolean blocks() {
        return !isWell() && severity.equals(BLOCKING);
    }
}
