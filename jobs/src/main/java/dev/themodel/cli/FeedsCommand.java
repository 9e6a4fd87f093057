package dev.themodel.cli;

import dev.themodel.config.Spelling;
import dev.themodel.model.ColumnType;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import dev.themodel.night.WrongUsage;
import dev.themodel.plan.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a feed's file must look like. */
@Command(
        name = "feeds",
        description = "Lists the feeds; of one, its columns, their types and an example.",
        footer = {"", "Example: bin/warehouse feeds leads"})
final class FeedsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FEED", description = "The feed; without it all are listed.")
    private String name;

    @Override
    public Integer call() {
        if (name == null) {
            all();
        } else {
            one(feed(name));
        }
        return 0;
    }

    /** The feed of a name people typed. */
    static Feed feed(String name) {
        List<String> known = Feeds.all().stream().map(Feed::name).toList();
        if (!known.contains(name)) {
            List<String> nearest = Spelling.nearest(name, known);
            throw new WrongUsage("Unknown feed '" + name + "'; "
                    + (nearest.isEmpty() ? "known: " + String.join(", ", known) : "nearest: " + nearest.get(0)));
        }
        return Feeds.of(name);
    }

    private void all() {
        TextTable table = TextTable.of("Feed", "Key", "Required", "What a row is");
        List<Map<String, Object>> feeds = new ArrayList<>();
        for (Feed feed : Feeds.all()) {
            String required = names(feed.requiredColumns());
            table.row(feed.name(), String.join(", ", feed.keys()), required, feed.comment());
            feeds.add(members(feed));
        }
        if (common.json) {
            Map<String, Object> members = outcome();
            members.put("feeds", feeds);
            System.out.println(RowFormat.json(members));
            return;
        }
        System.out.print(table.text());
        System.out.println();
        System.out.println("Files go to <landing>/<feed>/dt=YYYY-MM-DD/: .csv, .json, .jsonl or .parquet, plain or .gz."
                + " `bin/warehouse feeds FEED` tells a feed's columns.");
    }

    private void one(Feed feed) {
        if (common.json) {
            Map<String, Object> members = outcome();
            members.putAll(members(feed));
            System.out.println(RowFormat.json(members));
            return;
        }
        System.out.println(feed.name() + ": " + feed.comment());
        System.out.println("Key: " + String.join(", ", feed.keys())
                + ". Each row is the whole record as of updated_at"
                + (feed.updatedAtIsOptional() ? ", which defaults to the start of the dt day." : "."));
        System.out.println();
        TextTable table = TextTable.of("Column", "Required", "Form", "What it says");
        for (FeedColumn column : feed.columns()) {
            table.row(column.name(), column.required() ? "yes" : "", form(column), comment(column));
        }
        System.out.print(table.text());
        System.out.println();
        System.out.println("Example: <landing>/" + feed.name() + "/dt=2026-01-31/" + feed.name() + ".csv");
        System.out.println(names(feed.columns()).replace(", ", ","));
        System.out.println(exampleLine(feed));
    }

    private static Map<String, Object> outcome() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("command", "feeds");
        members.put("outcome", "done");
        members.put("exit_code", 0);
        return members;
    }

    private static Map<String, Object> members(Feed feed) {
        List<Map<String, Object>> columns = new ArrayList<>();
        for (FeedColumn column : feed.columns()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", column.name());
            members.put("required", column.required());
            members.put("type", column.type().name().toLowerCase(java.util.Locale.ROOT));
            members.put("form", form(column));
            members.put("comment", comment(column));
            columns.add(members);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("feed", feed.name());
        members.put("comment", feed.comment());
        members.put("key", feed.keys());
        members.put("columns", columns);
        members.put("example", exampleLine(feed));
        return members;
    }

    private static String form(FeedColumn column) {
        return column.type() == ColumnType.ENUMERATION
                ? String.join(" | ", column.values())
                : column.type().form();
    }

    private static String comment(FeedColumn column) {
        return switch (column.privacy()) {
            case KEPT -> column.comment();
            case HASHED -> column.comment() + " (kept only as a keyed hash)";
            case DROPPED -> column.comment() + " (not kept)";
        };
    }

    private static String exampleLine(Feed feed) {
        return feed.columns().stream().map(FeedsCommand::example).collect(Collectors.joining(","));
    }

    private static String example(FeedColumn column) {
        return switch (column.type()) {
            case TEXT -> example(column.name());
            case ENUMERATION -> column.values().get(0);
            case CURRENCY -> "JPY";
            case TIMESTAMP -> "2026-01-30T09:15:00+09:00";
            case DATE -> "2026-01-30";
            case MONTH -> "2026-01-01";
            case BOOLEAN -> "false";
            case MONEY -> "1000000.00";
            case RATE -> "150.25";
            case SHARE -> "0.05";
            case SCORE -> "12.5";
            case COUNT -> "3";
            case TERM -> "12";
        };
    }

    private static String example(String column) {
        if (column.endsWith("_id")) {
            return column.charAt(0) + "-1001";
        }
        return switch (column) {
            case "source" -> "google";
            case "medium" -> "cpc";
            case "email" -> "ada@example.com";
            case "full_name" -> "佐藤 花子";
            case "phone" -> "03-0000-0000";
            case "segment_type", "segment" -> "all";
            case "country" -> "JP";
            default -> column.replace('_', ' ');
        };
    }

    private static String names(List<FeedColumn> columns) {
        return columns.stream().map(FeedColumn::name).collect(Collectors.joining(", "));
    }
}
