package dev.themodel.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What reading a file from start to end has shown.
 *
 * @param order the file's place among the night's
 * @param hash SHA-256 of its bytes
 * @param verdict whether its rows can be used
 * @param rowsRead its rows, those that do not fit included
 * @param rejected rows that do not fit; of a mapped or Parquet file only those that could not be taken apart
 * @param defaulted rows that fit and name no {@code updated_at}; not known of mapped and Parquet files
 * @param columns the names of its columns, in lower case, as far as it names any
 * @param birthMonths first days of the months in which the fitting rows' records came into being, as days since 1970;
 *     not known of mapped and Parquet files
 */
record FileFacts(
        int order,
        String hash,
        Verdict verdict,
        long rowsRead,
        long rejected,
        long defaulted,
        List<String> columns,
        Set<Integer> birthMonths)
        implements Serializable {

    FileFacts {
        columns = List.copyOf(columns);
        birthMonths = Set.copyOf(birthMonths);
    }

    /** Whether a file's rows can be used. */
    sealed interface Verdict extends Serializable {}

    /** They can. */
    record Readable() implements Verdict {}

    /** None of them can: the file is at fault. */
    record Refused(Refusal refusal, String detail) implements Verdict {}

    /** The storage did not hand the file out; another night may try again. */
    record OutOfReach(String detail) implements Verdict {}

    static FileFacts without(FileTask task, String hash, Verdict verdict) {
        return new FileFacts(task.order(), hash, verdict, 0, 0, 0, List.of(), Set.of());
    }

    boolean isReadable() {
        return verdict instanceof Readable;
    }

    boolean hasUsableRows() {
        return rowsRead > rejected;
    }
}
