package dev.themodel.cli;

import dev.themodel.model.Department;
import dev.themodel.model.TableName;
import dev.themodel.night.Reader;
import dev.themodel.night.WarehouseFolder;
import dev.themodel.night.WrongUsage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings back to a department what the others learnt from what it delivered. */
@Command(
        name = "feedback",
        description = {
            "Writes what the others tell a department into a folder: feedback.md, a page to read in a minute with its"
                    + " numbers' definitions; a CSV for each type of subject, such as channel.csv, all months; records.csv,"
                    + " by lead or opportunity with outcome, reason and revenue, to load into the CRM; and comments.csv.",
            "Of the published state. Files of an earlier call are replaced; CSV is UTF-8 with a byte order mark."
        },
        footer = {"", "Example: bin/warehouse feedback --department marketing --out feedback/marketing"})
final class FeedbackCommand implements Callable<Integer> {

    private static final List<TableName> TABLES =
            List.of(TableName.of("mart", "feedback"), TableName.of("mart", "segment_label"));

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--department",
            required = true,
            paramLabel = "DEPARTMENT",
            description = "Who is told: marketing, inside_sales, field_sales or customer_success.")
    private String department;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|URI",
            description = "The folder to write into: any Hadoop path; made where it is missing.")
    private String out;

    @Override
    public Integer call() throws IOException {
        Department told = department(department);
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        Reader reader = Reader.open(common.warehouse, common.master, common.settings());
        var asOf = reader.publication()
                .orElseThrow(() -> new WrongUsage("Nothing is published yet in the warehouse '" + common.warehouse
                        + "'; run a night first, such as bin/warehouse nightly --date 2026-04-01"))
                .night();
        reader.show(TABLES);
        Map<String, String> parameters = Map.of("department", told.code());
        var definitions = reader.lake().definitions();
        AnalysisQuery.read(definitions, AnalysisQuery.FEEDBACK_RECORD)
                .show(reader)
                .rows(reader.spark(), parameters)
                .createOrReplaceTempView(FeedbackFigures.RECORDS);
        AnalysisQuery.read(definitions, AnalysisQuery.FEEDBACK_COMMENT)
                .show(reader)
                .rows(reader.spark(), parameters)
                .createOrReplaceTempView(FeedbackFigures.COMMENTS);
        FeedbackPage page = new FeedbackFigures(reader.spark(), told, asOf, reader.settings()).page();
        List<String> files = new FeedbackFolder(out).write(told, page, reader.spark());
        System.out.print(page.markdown());
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "feedback");
            members.put("outcome", "done");
            members.put("exit_code", 0);
            members.put("department", told.code());
            members.put("as_of", asOf.toString());
            members.put("out", out);
            members.put("files", files);
            System.out.println(RowFormat.json(members));
        }
        return 0;
    }

    /**
     * The department of a code.
     *
     * @throws WrongUsage naming the four
     */
    static Department department(String code) {
        return Arrays.stream(Department.values())
                .filter(each -> each.code().equalsIgnoreCase(code.strip()))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("Unknown department '" + code + "'; known: "
                        + Arrays.stream(Department.values())
                                .map(Department::code)
                                .collect(Collectors.joining(", "))));
    }
}
