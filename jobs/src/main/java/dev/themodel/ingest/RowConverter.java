package dev.themodel.ingest;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Turns the values of a record, in the order of the feed's columns, into a row of the feed, or says what is wrong. */
final class RowConverter {

    private final List<FeedColumn> columns;
    private final int keptCount;
    private final Notation notation;
    private final long defaultUpdatedAt;
    private final EmailHash emailHash;

    /** @param defaultUpdatedAt start of the file's dt day, in microseconds since 1970 */
    RowConverter(Feed feed, Notation notation, long defaultUpdatedAt, EmailHash emailHash) {
        this.columns = feed.columns();
        this.keptCount = feed.keptColumns().size();
        this.notation = notation;
        this.defaultUpdatedAt = defaultUpdatedAt;
        this.emailHash = emailHash;
    }

    /** What became of a record. */
    sealed interface Converted {}

    /**
     * A row that fits.
     *
     * @param values the kept columns as {@link RowSchema} carries them
     * @param isUpdatedAtDefault whether the record named no {@code updated_at}
     */
    record Fit(Object[] values, boolean isUpdatedAtDefault) implements Converted {}

    /** A row that does not, by its first column that does not. */
    record Unfit(String column, Reason reason) implements Converted {}

    Converted convert(IntFunction<Object> valueOfColumn) {
        Object[] values = new Object[keptCount];
        boolean isDefault = false;
        int kept = 0;
        for (int i = 0; i < columns.size(); i++) {
            FeedColumn column = columns.get(i);
            Reading reading = Values.read(column, valueOfColumn.apply(i), notation);
            if (reading instanceof Reading.Misfit misfit) {
                return new Unfit(column.name(), misfit.reason());
            }
            Object value = ((Reading.Value) reading).content();
            if (value == null && column.name().equals(Feed.UPDATED_AT)) {
                value = defaultUpdatedAt;
                isDefault = true;
            }
            if (value == null && column.name().equals(Feed.IS_DELETED)) {
                value = false;
            }
            switch (column.privacy()) {
                case KEPT -> values[kept++] = value;
                case HASHED -> values[kept++] = value == null ? null : emailHash.of(value.toString());
                case DROPPED -> {}
            }
        }
        return new Fit(values, isDefault);
    }

    /** Lower-case names of the columns that no message may quote. */
    static List<String> personalColumns(Feed feed) {
        return feed.columns().stream()
                .filter(FeedColumn::isPersonal)
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
