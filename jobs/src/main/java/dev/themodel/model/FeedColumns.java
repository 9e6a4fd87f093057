package dev.themodel.model;

import java.util.List;

/** A short notation for the columns of {@link Feeds}. */
final class FeedColumns {

    private FeedColumns() {}

    static FeedColumn text(String name, String comment) {
        return column(name, ColumnType.TEXT, comment);
    }

    static FeedColumn time(String name, String comment) {
        return column(name, ColumnType.TIMESTAMP, comment);
    }

    static FeedColumn date(String name, String comment) {
        return column(name, ColumnType.DATE, comment);
    }

    static FeedColumn count(String name, String comment) {
        return column(name, ColumnType.COUNT, comment);
    }

    static FeedColumn term(String name, String comment) {
        return column(name, ColumnType.TERM, comment);
    }

    static FeedColumn money(String name, String comment) {
        return column(name, ColumnType.MONEY, comment);
    }

    static FeedColumn currency() {
        return column(
                "currency",
                ColumnType.CURRENCY,
                "ISO 4217 code of the record's amounts; missing means the base currency");
    }

    static FeedColumn typed(String name, ColumnType type, String comment) {
        return column(name, type, comment);
    }

    static FeedColumn oneOf(String name, List<String> values, String comment) {
        return new FeedColumn(name, ColumnType.ENUMERATION, false, values, "", FeedColumn.Privacy.KEPT, comment);
    }

    static FeedColumn kind() {
        return withDefault(
                oneOf(
                        "kind",
                        List.of("new", "upsell", "cross_sell"),
                        "new business, an upsell or a cross-sell to a customer; missing means new"),
                "new");
    }

    static FeedColumn updatedAt() {
        return time(
                Feed.UPDATED_AT,
                "the instant as of which the row is the whole record; where optional and missing, the start of the dt day");
    }

    static FeedColumn isDeleted() {
        return column(
                Feed.IS_DELETED,
                ColumnType.BOOLEAN,
                "true takes the record out until a later version brings it back; missing means false");
    }

    static FeedColumn required(FeedColumn column) {
        return new FeedColumn(
                column.name(),
                column.type(),
                true,
                column.values(),
                column.defaultValue(),
                column.privacy(),
                column.comment());
    }

    static FeedColumn withDefault(FeedColumn column, String value) {
        return new FeedColumn(
                column.name(),
                column.type(),
                column.required(),
                column.values(),
                value,
                column.privacy(),
                column.comment());
    }

    static FeedColumn personal(String name, FeedColumn.Privacy privacy, String comment) {
        return new FeedColumn(name, ColumnType.TEXT, false, List.of(), "", privacy, comment);
    }

    private static FeedColumn column(String name, ColumnType type, String comment) {
        return new FeedColumn(name, type, false, List.of(), "", FeedColumn.Privacy.KEPT, comment);
    }
}
