package dev.themodel.ingest;

import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.model.FeedColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that a night takes.
 *
 * @param taking where it lies and what for
 * @param task how it is read, with its id
 * @param facts what reading it has shown
 * @param refused why none of its rows are taken; empty where they are
 * @param selected its rows, where Spark reads them
 * @param rowsMapped rows that count: the file's, or what its mapping returned and those that could not be taken apart
 * @param rejected those that do not fit
 * @param defaulted those that fit and name no {@code updated_at}
 * @param isOfItsDt whether its mapping makes the rows' {@code updated_at} of its dt
 * @param birthMonths as in {@link FileFacts}
 * @param replaced ids under which earlier takings of it are known, which it replaces
 */
record TakenFile(
        Taking taking,
        FileTask task,
        FileFacts facts,
        Optional<Refused> refused,
        Optional<SelectedRows> selected,
        long rowsMapped,
        long rejected,
        long defaulted,
        boolean isOfItsDt,
        Set<Integer> birthMonths,
        Set<String> replaced) {

    TakenFile {
        replaced = Set.copyOf(replaced);
    }

    static TakenFile refused(Taking taking, FileTask task, FileFacts facts, Refused refused) {
        FileFacts none = FileFacts.without(task, facts.hash(), refused);
        return new TakenFile(
                taking, task, none, Optional.of(refused), Optional.empty(), 0, 0, 0, false, Set.of(), Set.of());
    }

    /** A text file whose rows are read as they stand. */
    static TakenFile plain(Taking taking, FileTask task, FileFacts facts) {
        return new TakenFile(
                taking,
                task,
                facts,
                Optional.empty(),
                Optional.empty(),
                facts.rowsRead(),
                facts.rejected(),
                facts.defaulted(),
                false,
                facts.birthMonths(),
                Set.of());
    }

    /** A file whose rows Spark reads. */
    static TakenFile selected(
            Taking taking, FileTask task, FileFacts facts, SelectedRows rows, SelectedRows.Facts found) {
        return new TakenFile(
                taking,
                task,
                facts,
                Optional.empty(),
                Optional.of(rows),
                found.mapped() + facts.rejected(),
                found.rejected() + facts.rejected(),
                found.defaulted(),
                false,
                found.birthMonths(),
                Set.of());
    }

    TakenFile identified(String fileId) {
        return with(task.identified(fileId, facts.hash()), isOfItsDt, replaced);
    }

    /** The same in the place of other takings too. */
    TakenFile replacing(Set<String> fileIds) {
        Set<String> all = Stream.concat(replaced.stream(), fileIds.stream()).collect(Collectors.toSet());
        return with(task, isOfItsDt, all);
    }

    /** The file as one whose rows are as of its dt. */
    TakenFile ofItsDt() {
        return with(task, true, replaced);
    }

    private TakenFile with(FileTask otherTask, boolean otherIsOfItsDt, Set<String> otherReplaced) {
        return new TakenFile(
                taking,
                otherTask,
                facts,
                refused,
                selected,
                rowsMapped,
                rejected,
                defaulted,
                otherIsOfItsDt,
                birthMonths,
                otherReplaced);
    }

    /** Rows that fit: accepted ones and duplicates. */
    long fitting() {
        return rowsMapped - rejected;
    }

    /** Whether its text is read record by record for the feed's rows. */
    boolean isPlainText() {
        return refused.isEmpty() && selected.isEmpty() && !task.isMapped();
    }

    /** Columns of the file that the feed does not know; of mapped and refused files nothing is said. */
    Optional<List<String>> extraColumns() {
        List<String> known =
                taking.feed().columns().stream().map(FeedColumn::name).toList();
        return namesColumns()
                ? Optional.of(facts.columns().stream()
                        .filter(column -> !column.isEmpty() && !known.contains(column))
                        .sorted()
                        .toList())
                : Optional.empty();
    }

    /** Optional columns of the feed that the file lacks, in the contract's order. */
    Optional<List<String>> missingColumns() {
        return namesColumns()
                ? Optional.of(taking.feed().columns().stream()
                        .filter(column -> !column.required())
                        .map(FeedColumn::name)
                        .filter(column -> !facts.columns().contains(column))
                        .toList())
                : Optional.empty();
    }

    private boolean namesColumns() {
        return taking.mapping().isEmpty()
                && refused.isEmpty()
                && !facts.columns().isEmpty();
    }
}
