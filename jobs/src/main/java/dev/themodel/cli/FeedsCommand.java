package dev.themodel.cli;

import dev.themodel.config.Spelling;
import dev.themodel.ingest.FeedDescription;
import dev.themodel.ingest.FeedDescription.ColumnDescription;
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
        FeedDescription description = new FeedDescription(feed);
        TextTable table = TextTable.of("Column", "Required", "Form", "What it says");
        for (ColumnDescription column : description.columns()) {
            table.row(column.name(), column.isRequired() ? "yes" : "", column.form(), column.meaning());
        }
        System.out.print(table.text());
        System.out.println();
        System.out.println("Example: <landing>/" + description.place() + feed.name() + ".csv");
        System.out.println(description.exampleHeader());
        System.out.println(description.exampleLine());
    }

    private static Map<String, Object> outcome() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("command", "feeds");
        members.put("outcome", "done");
        members.put("exit_code", 0);
        return members;
    }

    private static Map<String, Object> members(Feed feed) {
        FeedDescription description = new FeedDescription(feed);
        List<Map<String, Object>> columns = new ArrayList<>();
        for (ColumnDescription column : description.columns()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", column.name());
            members.put("required", column.isRequired());
            members.put("form", column.form());
            members.put("comment", column.meaning());
            columns.add(members);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("feed", feed.name());
        members.put("comment", feed.comment());
        members.put("key", feed.keys());
        members.put("columns", columns);
        members.put("header", description.exampleHeader());
        members.put("example", description.exampleLine());
        return members;
    }

    private static String names(List<FeedColumn> columns) {
        return columns.stream().map(FeedColumn::name).collect(Collectors.joining(", "));
    }
}
