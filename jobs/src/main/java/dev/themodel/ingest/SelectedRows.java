package dev.themodel.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of one file that Spark itself reads: what a mapping's SELECT returned for it, or a Parquet file. They are
 * kept, so that a SELECT whose answer depends on luck answers once; its plan ends there, since a feed's rows are those
 * of many files.
 */
final class SelectedRows {

    private static final String COLUMN = "_column";
    private static final String REASON = "_reason";
    private static final String TEXT = "_text";
    private static final String KEY = "_key";

    private final FileTask task;
    private final Dataset<Row> converted;

    private SelectedRows(FileTask task, Dataset<Row> converted) {
        this.task = task;
        this.converted = converted;
    }

    /**
     * What was found in the rows.
     *
     * @param mapped how many they are
     * @param rejected those that do not fit
     * @param defaulted those that fit and name no {@code updated_at}
     * @param birthMonths as in {@link FileFacts}
     */
    record Facts(long mapped, long rejected, long defaulted, Set<Integer> birthMonths) {}

    /** Runs the SELECT, or reads the file. */
    static SelectedRows of(FileTask task, Dataset<Row> rows, Column number, Notation notation, EmailHash emailHash) {
        Feed feed = task.feed();
        SparkValues values = SparkValues.of(rows.schema(), feed);
        StructType schema = RowSchema.carried(feed)
                .add(COLUMN, DataTypes.StringType)
                .add(REASON, DataTypes.StringType)
                .add(TEXT, DataTypes.StringType)
                .add(KEY, DataTypes.createArrayType(DataTypes.StringType));
        MapFunction<Row, Row> conversion = row -> converted(row, task, values, notation, emailHash);
        Dataset<Row> converted = SparkValues.select(rows, feed, number)
                .map(conversion, Encoders.row(schema))
                .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
        return new SelectedRows(task, converted);
    }

    private static Row converted(Row row, FileTask task, SparkValues values, Notation notation, EmailHash emailHash) {
        Feed feed = task.feed();
        RowConverter converter = new RowConverter(feed, notation, task.startOfDt(), emailHash);
        int kept = feed.keptColumns().size();
        long number = row.getLong(row.length() - 1);
        RowConverter.Converted result = converter.convert(column -> values.value(row, column));
        if (result instanceof RowConverter.Fit fit) {
            Row carried = Yields.carried(fit, task, number);
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < carried.length(); i++) {
                all.add(carried.get(i));
            }
            all.addAll(Arrays.asList(null, null, null, null));
            return RowFactory.create(all.toArray());
        }
        RowConverter.Unfit unfit = (RowConverter.Unfit) result;
        VersionName version = VersionName.of(feed, column -> values.value(row, column), notation, task.startOfDt());
        Object[] all = new Object[kept + 8];
        all[updatedAtPlace(feed)] = version.updatedAt();
        keys(row, feed, values, notation, all);
        all[kept + 2] = task.order();
        all[kept + 3] = number;
        all[kept + 4] = unfit.column();
        all[kept + 5] = unfit.reason().code();
        all[kept + 6] = text(row, feed, values);
        all[kept + 7] = version.keyArray();
        return RowFactory.create(all);
    }

    /** Fills in the key of a row that does not fit, so that a snapshot does not take the record for gone. */
    private static void keys(Row row, Feed feed, SparkValues values, Notation notation, Object[] all) {
        List<String> kept =
                feed.keptColumns().stream().map(FeedColumn::keptName).toList();
        for (int i = 0; i < feed.columns().size(); i++) {
            FeedColumn column = feed.columns().get(i);
            if (feed.keys().contains(column.name())
                    && Values.read(column, values.value(row, i), notation) instanceof Reading.Value key) {
                all[kept.indexOf(column.name())] = key.content();
            }
        }
    }

    private static int updatedAtPlace(Feed feed) {
        return feed.keptColumns().stream().map(FeedColumn::keptName).toList().indexOf(Feed.UPDATED_AT);
    }

    /** The row as a JSON object of the feed's columns it has; personal ones masked. */
    private static String text(Row row, Feed feed, SparkValues values) {
        Set<String> personal = new HashSet<>(RowConverter.personalColumns(feed));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < feed.columns().size(); i++) {
            FeedColumn column = feed.columns().get(i);
            Object value = values.value(row, i);
            if (value != null) {
                object.put(column.name(), personal.contains(column.name()) ? RecordSource.MASK : Values.text(value));
            }
        }
        return object.toString();
    }

    /** Counts the rows. */
    Facts facts() {
        Feed feed = task.feed();
        Column isFit = functions.col(REASON).isNull();
        Column month = feed.birthColumn()
                .map(birth -> birthMonth(feed, birth))
                .orElseGet(() -> functions.lit(null).cast(DataTypes.IntegerType));
        Row row = converted
                .agg(
                        functions.count(functions.lit(1)),
                        functions.count(functions.col(REASON)),
                        functions.count(functions.when(functions.col(RowSchema.IS_DEFAULT), 1)),
                        functions.collect_set(functions.when(isFit, month)))
                .head();
        Set<Integer> months = new HashSet<>(row.getList(3));
        return new Facts(row.getLong(0), row.getLong(1), row.getLong(2), months);
    }

    private static Column birthMonth(Feed feed, String birth) {
        Column value = functions.col(birth);
        Column day = RowSchema.carried(feed).apply(birth).dataType().equals(DataTypes.LongType)
                ? functions.to_date(functions.timestamp_micros(value))
                : functions.date_from_unix_date(value);
        return functions.unix_date(functions.to_date(functions.date_trunc("MONTH", day)));
    }

    /** The rows that fit, as {@link RowSchema#carried} has them. */
    Dataset<Row> fitting(String fileId) {
        return converted
                .where(functions.col(REASON).isNull())
                .withColumn(RowSchema.FILE_ID, functions.lit(fileId))
                .drop(COLUMN, REASON, TEXT, KEY);
    }

    /** {@code record_key} and {@code file_order} of the rows that do not fit and yet have a key. */
    Dataset<Row> keysOfRejected(String fileId) {
        Feed feed = task.feed();
        Dataset<Row> keyed = converted.where(functions.col(REASON).isNotNull());
        for (String key : feed.keys()) {
            keyed = keyed.where(functions.col(key).isNotNull());
        }
        Dataset<Row> carried =
                keyed.withColumn(RowSchema.FILE_ID, functions.lit(fileId)).drop(COLUMN, REASON, TEXT, KEY);
        return RowSchema.typed(carried, feed).select(RowSchema.RECORD_KEY, RowSchema.FILE_ORDER);
    }

    /** The rows that do not fit, as {@link Yields#REJECTED}. */
    Dataset<Row> rejected(String fileId) {
        return converted
                .where(functions.col(REASON).isNotNull())
                .select(
                        functions.lit(task.feedName()).as("feed"),
                        functions.lit(fileId).as("file_id"),
                        functions.lit(task.relativePath()).as("path"),
                        functions.col(RowSchema.RECORD),
                        functions.col(COLUMN).as("column"),
                        functions.col(REASON).as("reason"),
                        functions.col(TEXT).as("text"),
                        functions.col(KEY).as("key"),
                        functions.col(Feed.UPDATED_AT));
    }
}
