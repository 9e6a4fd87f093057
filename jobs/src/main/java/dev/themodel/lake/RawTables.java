package dev.themodel.lake;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The raw tables' definitions, generated from the feeds: every accepted version of every record. */
public final class RawTables {

    /** The partition column of a feed with a birth column. */
    public static final String BIRTH_MONTH = "birth_month";

    /**
     * A night reads the rows of its own ingest, and versions newer than one that was rejected; statistics on these
     * columns alone let it skip all other files.
     */
    private static final Map<String, String> PROPERTIES =
            Map.of("delta.dataSkippingStatsColumns", "ingest_id,updated_at", "delta.checkpointInterval", "20");

    private RawTables() {}

    /** The definition of a feed's raw table; empty where the name is not one. */
    static Optional<TableDefinition> of(TableName name) {
        if (!name.layer().equals("raw")) {
            return Optional.empty();
        }
        return Feeds.all().stream()
                .filter(feed -> feed.table().equals(name))
                .findFirst()
                .map(RawTables::of);
    }

    /** The definition of a feed's raw table. */
    public static TableDefinition of(Feed feed) {
        StructType schema = new StructType();
        for (FeedColumn column : feed.keptColumns()) {
            String type = column.privacy() == FeedColumn.Privacy.HASHED
                    ? "STRING"
                    : column.type().sql();
            schema = add(schema, column.keptName(), type, comment(column));
        }
        schema = add(schema, "record_key", "BIGINT", "xxhash64 of the key columns' text: the record's identity");
        schema = add(
                schema,
                "content_hash",
                "BIGINT",
                "xxhash64 of the content: all kept columns but email_hash, updated_at and is_deleted");
        schema = add(
                schema,
                "is_updated_at_default",
                "BOOLEAN",
                "whether the row named no updated_at and took the start of its dt day");
        schema = add(schema, "file_id", "STRING", "the file it came in: ops.file.file_id");
        schema = add(schema, "record", "BIGINT", "its place in the file; 1 is the first after the header");
        schema = add(schema, "night", "DATE", "business date of the night that took it in");
        schema = add(schema, "ingest_id", "BIGINT", "number of the ingest that took it in, strictly increasing");
        if (feed.birthColumn().isPresent()) {
            schema = add(
                    schema,
                    BIRTH_MONTH,
                    "DATE",
                    "first day of the UTC month of " + feed.birthColumn().get()
                            + ": all versions of a record lie in one place");
        }
        return new TableDefinition(
                feed.table(),
                schema,
                "One row per accepted version of a record of the feed " + feed.name() + ": " + feed.comment(),
                feed.birthColumn().isPresent() ? List.of(BIRTH_MONTH) : List.of(),
                PROPERTIES);
    }

    private static String comment(FeedColumn column) {
        return column.privacy() == FeedColumn.Privacy.HASHED
                ? column.comment() + ", as a keyed hash; NULL where there is no key"
                : column.comment();
    }

    private static StructType add(StructType schema, String name, String type, String comment) {
        return schema.add(name, DataType.fromDDL(type), true, comment);
    }
}
