package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.ingest.Try;
import dev.themodel.ingest.TryOutcome;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.model.Feed;
import dev.themodel.night.Writer;
import dev.themodel.night.WrongUsage;
import dev.themodel.plan.TextTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a file would bring. */
@Command(
        name = "try",
        description = "Tells what of a file would be accepted and rejected, and why; writes nothing. A file below the"
                + " landing folder that a source mapping takes is read by the mapping.",
        footer = {"", "Example: bin/warehouse try leads.csv --feed leads"})
final class TryCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file: any Hadoop path.")
    private String file;

    @Option(names = "--feed", required = true, paramLabel = "F", description = "The feed it is meant for.")
    private String feedName;

    @Override
    public Integer call() throws IOException {
        Feed feed = FeedsCommand.feed(feedName);
        Settings settings = common.settings();
        Path path = new Path(file);
        FileSystem system = path.getFileSystem(new Configuration());
        if (!system.exists(path)) {
            throw new WrongUsage("The file '" + file + "' does not exist");
        }
        if (system.getFileStatus(path).isDirectory()) {
            throw new WrongUsage("'" + file + "' is a folder; name one file of it");
        }
        SparkSession spark = Sessions.open(common.master, "The Model Warehouse");
        Lake lake = new Lake(spark, common.warehouse, Writer.definitions(settings));
        TryOutcome outcome = new Try(lake, settings, common.landing).run(file, feed);
        System.out.print(text(outcome));
        if (common.json) {
            System.out.println(RowFormat.json(members(outcome)));
        }
        return 0;
    }

    private static String text(TryOutcome outcome) {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        text.append(outcome.path()).append(" as ").append(outcome.feed());
        outcome.mapping()
                .ifPresent(mapping -> text.append(", read by the mapping ").append(mapping));
        text.append(line);
        if (outcome.refused().isPresent()) {
            text.append("The whole file would be refused as ")
                    .append(outcome.refused().get().reason())
                    .append(": ")
                    .append(outcome.refused().get().detail())
                    .append(line);
        }
        text.append(outcome.read()).append(" rows read, ");
        if (outcome.mapping().isPresent()) {
            text.append(outcome.mapped()).append(" after mapping, ");
        }
        text.append(outcome.accepted())
                .append(" accepted, ")
                .append(outcome.rejected())
                .append(" rejected")
                .append(line);
        if (!outcome.extraColumns().isEmpty()) {
            text.append("Ignored, unknown to the feed: ")
                    .append(String.join(", ", outcome.extraColumns()))
                    .append(line);
        }
        if (!outcome.missingColumns().isEmpty()) {
            text.append("Missing, taken as NULL: ")
                    .append(String.join(", ", outcome.missingColumns()))
                    .append(line);
        }
        if (!outcome.examples().isEmpty()) {
            TextTable table = TextTable.of("Record", "Column", "Reason", "Row").rightAligned(0);
            outcome.examples()
                    .forEach(row -> table.row(
                            Long.toString(row.record()),
                            row.column().orElse(""),
                            row.reason().code(),
                            row.text().orElse("")));
            text.append(line).append("The first rejected rows:").append(line).append(table.text());
        }
        return text.toString();
    }

    private static Map<String, Object> members(TryOutcome outcome) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("command", "try");
        members.put("outcome", "done");
        members.put("exit_code", 0);
        members.put("feed", outcome.feed());
        members.put("path", outcome.path());
        members.put("mapping", outcome.mapping().orElse(null));
        members.put(
                "refused_reason",
                outcome.refused().map(refused -> refused.reason()).orElse(null));
        members.put(
                "refused_detail",
                outcome.refused().map(refused -> refused.detail()).orElse(null));
        members.put("rows_read", outcome.read());
        members.put("rows_mapped", outcome.mapped());
        members.put("accepted", outcome.accepted());
        members.put("rejected", outcome.rejected());
        members.put(
                "rejected_by_reason",
                outcome.reasons().stream()
                        .map(rows -> Map.of("reason", rows.reason(), "rows", rows.rows()))
                        .toList());
        members.put("extra_columns", outcome.extraColumns());
        members.put("missing_columns", outcome.missingColumns());
        return members;
    }
}
