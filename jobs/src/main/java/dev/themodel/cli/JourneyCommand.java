package dev.themodel.cli;

import dev.themodel.lake.Publication;
import dev.themodel.model.TableName;
import dev.themodel.night.Reader;
import dev.themodel.night.WarehouseFolder;
import dev.themodel.night.WrongUsage;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One customer's story. */
@Command(
        name = "journey",
        description = {
            "Tells the story of one customer or one lead: every visit, activity, hand-over, stage, renewal and comment in the"
                    + " order in which they happened, with the department that acted and the record.",
            "An id that was merged into another tells the survivor's story. Of the published state, up to its as_of; the"
                    + " query is sql/analysis/customer_journey.sql."
        },
        footer = {
            "",
            "Examples:",
            "  bin/warehouse journey --customer ACC-0001",
            "  bin/warehouse journey --lead LEAD-0001 --format csv"
        })
final class JourneyCommand implements Callable<Integer> {

    private static final List<TableName> FOUND_IN =
            List.of(TableName.of("star", "dim_account"), TableName.of("star", "fact_lead"));

    @Mixin
    private CommonOptions common;

    @ArgGroup(multiplicity = "1")
    private Subject subject;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How rows are written (default: ${DEFAULT-VALUE}).")
    private String format;

    /** Whose story: the one or the other. */
    static final class Subject {

        @Option(names = "--customer", paramLabel = "ID", description = "The customer: an account_id.")
        private String customer;

        @Option(names = "--lead", paramLabel = "ID", description = "The lead: a lead_id.")
        private String lead;
    }

    @Override
    public Integer call() {
        RowFormat rowFormat = RowFormat.named(format);
        boolean isCustomer = subject.customer != null;
        String id = (isCustomer ? subject.customer : subject.lead).strip();
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        Reader reader = Reader.open(common.warehouse, common.master, common.settings());
        reader.show(FOUND_IN);
        requireKnown(reader.spark(), isCustomer, id, reader.publication().map(Publication::night));
        AnalysisQuery query = AnalysisQuery.read(reader.lake().definitions(), AnalysisQuery.CUSTOMER_JOURNEY)
                .show(reader);
        // One customer's story is short: it is told at once, so that its length is known.
        var rows = query.rows(reader.spark(), parameters(reader.spark(), isCustomer, id));
        StructType schema = rows.schema();
        List<Row> events = rows.collectAsList();
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
        rowFormat.write(schema, events.iterator(), out);
        out.flush();
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "journey");
            members.put("outcome", "done");
            members.put("exit_code", 0);
            members.put(isCustomer ? "customer" : "lead", id);
            members.put("events", events.size());
            System.out.println(RowFormat.json(members));
        }
        return 0;
    }

    /** What the query binds: the records of the story. */
    static Map<String, String> parameters(SparkSession spark, boolean isCustomer, String id) {
        return isCustomer ? JourneyIds.ofCustomer(spark, id) : JourneyIds.ofLead(spark, id);
    }

    /**
     * Makes sure that the published state holds the id, or knows that it was merged into another.
     *
     * @param asOf of what is published; empty where nothing is
     * @throws WrongUsage where the id is unknown
     */
    static void requireKnown(SparkSession spark, boolean isCustomer, String id, Optional<LocalDate> asOf) {
        String what = isCustomer ? "customer" : "lead";
        LocalDate night = asOf.orElseThrow(() -> new WrongUsage("Unknown " + what + " '" + id
                + "': nothing is published yet; run a night first, such as bin/warehouse nightly --date 2026-04-01"));
        String query = isCustomer
                ? "SELECT 1 FROM star.dim_account WHERE account_id = :id LIMIT 1"
                : "SELECT 1 FROM star.fact_lead WHERE lead_id = :id OR array_contains(merged_lead_ids, :id) LIMIT 1";
        if (spark.sql(query, Map.of("id", id)).isEmpty()) {
            String list = isCustomer ? "account_id FROM star.dim_account" : "lead_id FROM star.fact_lead";
            throw new WrongUsage("Unknown " + what + " '" + id + "': nothing published as of " + night
                    + " names it; it never came or was deleted. Known ones: bin/warehouse sql \"SELECT " + list + "\"");
        }
    }
}
