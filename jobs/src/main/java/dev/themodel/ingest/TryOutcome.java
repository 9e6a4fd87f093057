package dev.themodel.ingest;

import java.util.List;
import java.util.Optional;

/**
 * What a night would make of a file, were it the first to bring its rows.
 *
 * @param feed the feed it was tried for
 * @param path the file
 * @param mapping the mapping that would read it; empty for the landing contract's own form
 * @param refused why the whole file would be refused
 * @param read rows in the file
 * @param mapped rows its mapping returned, with those that could not be taken apart; equals read without one
 * @param accepted rows that fit; some may turn out to be duplicates
 * @param rejected rows that do not
 * @param reasons how many do not, by reason
 * @param examples the first of them
 * @param extraColumns columns the feed does not know
 * @param missingColumns optional columns of the feed the file lacks
 */
public record TryOutcome(
        String feed,
        String path,
        Optional<String> mapping,
        Optional<IngestOutcome.RefusedFile> refused,
        long read,
        long mapped,
        long accepted,
        long rejected,
        List<IngestOutcome.RejectedRows> reasons,
        List<RejectedRow> examples,
        List<String> extraColumns,
        List<String> missingColumns) {

    public TryOutcome {
        reasons = List.copyOf(reasons);
        examples = List.copyOf(examples);
        extraColumns = List.copyOf(extraColumns);
        missingColumns = List.copyOf(missingColumns);
    }

    /**
     * A row that does not fit.
     *
     * @param record its place, 1 is the first after the header
     * @param column the first that does not fit; empty where the row could not be taken apart
     * @param text the row, personal columns masked; empty where it could not be taken apart
     */
    public record RejectedRow(long record, Optional<String> column, Reason reason, Optional<String> text) {}
}
