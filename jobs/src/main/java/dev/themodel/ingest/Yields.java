package dev.themodel.ingest;

import dev.themodel.model.Feed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is made of the records of text files. */
final class Yields {

    /** Rows for {@code raw.rejected}, less the columns that are the same for the whole night. */
    static final StructType REJECTED = new StructType()
            .add("feed", DataTypes.StringType)
            .add("file_id", DataTypes.StringType)
            .add("path", DataTypes.StringType)
            .add("record", DataTypes.LongType)
            .add("column", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("text", DataTypes.StringType)
            .add("key", DataTypes.createArrayType(DataTypes.StringType))
            .add("updated_at", DataTypes.LongType);

    private Yields() {}

    /** The rows that fit, as {@link RowSchema#carried} has them. */
    static FileRows.Yield fitting(EmailHash emailHash) {
        return task -> {
            RowConverter converter = new RowConverter(task.feed(), Notation.NATIVE, task.startOfDt(), emailHash);
            return record -> record instanceof SourceRecord.Whole whole
                            && converter.convert(whole::value) instanceof RowConverter.Fit fit
                    ? Optional.of(carried(fit, task, record.number()))
                    : Optional.empty();
        };
    }

    /** The rows that do not, as {@link #REJECTED}; of a mapped file those that cannot be taken apart. */
    static FileRows.Yield rejected() {
        return task -> {
            Feed feed = task.feed();
            Set<String> personal = new HashSet<>(RowConverter.personalColumns(feed));
            RowConverter converter = new RowConverter(feed, Notation.NATIVE, task.startOfDt(), EmailHash.NONE);
            return record -> {
                if (record instanceof SourceRecord.Broken broken) {
                    return Optional.of(rejected(task, record.number(), null, broken.reason(), null, null, null));
                }
                SourceRecord.Whole whole = (SourceRecord.Whole) record;
                if (task.isMapped() || !(converter.convert(whole::value) instanceof RowConverter.Unfit unfit)) {
                    return Optional.empty();
                }
                VersionName version = VersionName.of(feed, whole::value, Notation.NATIVE, task.startOfDt());
                return Optional.of(rejected(
                        task,
                        record.number(),
                        unfit.column(),
                        unfit.reason(),
                        whole.text(personal),
                        version.keyArray(),
                        version.updatedAt()));
            };
        };
    }

    /** The fields of a CSV file's whole records as text; an empty one is NULL. */
    static FileRows.Yield fields(int columnCount) {
        return task -> record -> {
            if (!(record instanceof SourceRecord.Whole whole)) {
                return Optional.empty();
            }
            Object[] fields = new Object[columnCount];
            for (int i = 0; i < columnCount; i++) {
                fields[i] = "".equals(whole.value(i)) ? null : whole.value(i);
            }
            return Optional.of(RowFactory.create(fields));
        };
    }

    /** The whole records of a JSON file as text. */
    static FileRows.Yield lines() {
        return task -> record -> record instanceof SourceRecord.Whole whole
                ? Optional.of(RowFactory.create(whole.text(Set.of())))
                : Optional.empty();
    }

    static Row carried(RowConverter.Fit fit, FileTask task, long record) {
        Object[] values = Arrays.copyOf(fit.values(), fit.values().length + 4);
        values[fit.values().length] = fit.isUpdatedAtDefault();
        values[fit.values().length + 1] = task.fileId();
        values[fit.values().length + 2] = task.order();
        values[fit.values().length + 3] = record;
        return RowFactory.create(values);
    }

    private static Row rejected(
            FileTask task, long record, String column, Reason reason, String text, Object key, Long updatedAt) {
        return RowFactory.create(
                task.feedName(),
                task.fileId(),
                task.relativePath(),
                record,
                column,
                reason.code(),
                text,
                key,
                updatedAt);
    }
}
