package dev.themodel.ingest;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a feed's file must look like, for people: its columns, and a line that would be accepted.
 *
 * @param feed described
 */
public record FeedDescription(Feed feed) {

    /**
     * One column.
     *
     * @param name as it stands in the header
     * @param isRequired whether a row without it is rejected
     * @param form how a value is written
     * @param meaning what it says, what a missing value means, and what is kept of personal ones
     */
    public record ColumnDescription(String name, boolean isRequired, String form, String meaning) {}

    /** The columns in the contract's order. */
    public List<ColumnDescription> columns() {
        return feed.columns().stream()
                .map(column -> new ColumnDescription(column.name(), column.required(), form(column), column.comment()))
                .toList();
    }

    /** Where the feed's files are put, below the landing folder. */
    public String place() {
        return feed.name() + "/dt=YYYY-MM-DD/";
    }

    /** The header of a CSV file with all columns. */
    public String exampleHeader() {
        return feed.columns().stream().map(FeedColumn::name).collect(Collectors.joining(","));
    }

    /** A CSV line under that header that would be accepted. */
    public String exampleLine() {
        return feed.columns().stream().map(this::example).collect(Collectors.joining(","));
    }

    private static String form(FeedColumn column) {
        String form = column.values().isEmpty()
                ? column.type().form()
                : String.join(", ", column.values()) + " (in any case)";
        return column.defaultValue().isEmpty() ? form : form + "; " + column.defaultValue() + " where missing";
    }

    private String example(FeedColumn column) {
        return switch (column.type()) {
            case TEXT -> text(column.name());
            case ENUMERATION -> column.values().get(0);
            case CURRENCY -> "JPY";
            case TIMESTAMP -> "2026-04-01T09:30:00+09:00";
            case DATE, MONTH -> "2026-04-01";
            case BOOLEAN -> "false";
            case MONEY -> "1000000.00";
            case RATE -> "150.25";
            case SHARE -> "0.1";
            case SCORE -> "12.5";
            case COUNT -> "3";
            case TERM -> "12";
        };
    }

    private static String text(String column) {
        return switch (column) {
            case "email" -> "hanako@example.com";
            case "full_name" -> "佐藤 花子";
            case "phone" -> "03-0000-0000";
            case "merged_into_id" -> "";
            default -> column.endsWith("_id") ? column.substring(0, column.length() - 3) + "-1" : column;
        };
    }
}
