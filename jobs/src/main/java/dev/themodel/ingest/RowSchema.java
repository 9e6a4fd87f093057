package dev.themodel.ingest;

import dev.themodel.lake.ContentHash;
import dev.themodel.lake.RawTables;
import dev.themodel.model.ColumnType;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How a feed's rows travel from the files to the raw table. Rows made in Java carry times as microseconds and dates as
 * days since 1970: java.sql's classes would drag the machine's time zone in.
 */
final class RowSchema {

    static final String FILE_ID = "file_id";
    static final String RECORD = "record";
    static final String IS_DEFAULT = "is_updated_at_default";
    static final String RECORD_KEY = "record_key";
    static final String CONTENT_HASH = "content_hash";
    /** The place of the row's file among those of the night, in the order (dt, path). */
    static final String FILE_ORDER = "file_order";

    private RowSchema() {}

    /** The kept columns as Java carries them, then {@code is_updated_at_default, file_id, file_order, record}. */
    static StructType carried(Feed feed) {
        StructType schema = new StructType();
        for (FeedColumn column : feed.keptColumns()) {
            schema = schema.add(column.keptName(), carried(column.type()));
        }
        return schema.add(IS_DEFAULT, DataTypes.BooleanType)
                .add(FILE_ID, DataTypes.StringType)
                .add(FILE_ORDER, DataTypes.IntegerType)
                .add(RECORD, DataTypes.LongType);
    }

    private static DataType carried(ColumnType type) {
        return switch (type) {
            case TIMESTAMP -> DataTypes.LongType;
            case DATE, MONTH -> DataTypes.IntegerType;
            default -> DataType.fromDDL(type.sql());
        };
    }

    /**
     * Gives carried rows the raw table's types, and adds {@code record_key}, {@code content_hash} and, where the feed has
     * one, {@code birth_month}.
     */
    static Dataset<Row> typed(Dataset<Row> carried, Feed feed) {
        List<Column> columns = new ArrayList<>();
        for (FeedColumn column : feed.keptColumns()) {
            Column value = functions.col(column.keptName());
            columns.add(
                    switch (column.type()) {
                        case TIMESTAMP -> functions.timestamp_micros(value).as(column.keptName());
                        case DATE, MONTH -> functions.date_from_unix_date(value).as(column.keptName());
                        default -> value;
                    });
        }
        for (String column : List.of(IS_DEFAULT, FILE_ID, FILE_ORDER, RECORD)) {
            columns.add(functions.col(column));
        }
        Dataset<Row> rows = carried.select(columns.toArray(Column[]::new));
        List<Column> derived = new ArrayList<>(List.of(functions.col("*"), recordKey(feed), contentHash(feed)));
        feed.birthColumn()
                .map(birth -> functions.to_date(functions.date_trunc("MONTH", functions.col(birth))))
                .ifPresent(month -> derived.add(month.as(RawTables.BIRTH_MONTH)));
        return rows.select(derived.toArray(Column[]::new));
    }

    private static Column recordKey(Feed feed) {
        Column[] keys = feed.keys().stream()
                .map(key -> functions.col(key).cast(DataTypes.StringType))
                .toArray(Column[]::new);
        return functions.xxhash64(keys).as(RECORD_KEY);
    }

    private static Column contentHash(Feed feed) {
        return ContentHash.of(
                        feed.contentColumns().stream().map(FeedColumn::keptName).toList())
                .as(CONTENT_HASH);
    }
}
