package dev.themodel.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.themodel.config.Settings;
import dev.themodel.lake.Beside;
import dev.themodel.lake.Lake;
import dev.themodel.lake.SideBySide;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One build of the star: its dimensions, what has changed, the steps between raw and the facts, and the facts. */
final class StarBuild {

    /** The largest first: the others are made beside it. */
    private static final List<StarTable> FACTS = List.of(
            StarTable.STAGE_ENTRY,
            StarTable.FACT_LEAD,
            StarTable.FACT_OPPORTUNITY,
            StarTable.FACT_MEETING,
            StarTable.FACT_DEAL,
            StarTable.FACT_RENEWAL,
            StarTable.FACT_CONTRACT,
            StarTable.DELIVERY,
            StarTable.LEAD_TOUCH,
            StarTable.LEAD_CYCLE);

    private static final List<String> UNIT_STEPS = List.of(
            "visitors_of_lead",
            "lead_unit",
            "held_meeting",
            "opportunity_unit",
            "first_opportunity",
            "meeting_unit",
            "deal_unit",
            "renewal_unit",
            "descent",
            "next_unit");

    private final Lake lake;
    private final StarRequest request;
    private final StarSession session;
    private final Records records;
    private final Dimensions dimensions;
    private final Fingerprints fingerprints;
    private final StarWriter writer;
    private final Lookups lookups;
    private final Aggregates aggregates;
    private final VisitorActivity activity;
    private final boolean isWhole;
    private final List<TableWrite> writes = new ArrayList<>();
    private final Beside beside = new Beside();
    private final List<Supplier<List<TableWrite>>> writesBeside = new ArrayList<>();

    StarBuild(Lake lake, Settings settings, StarRequest request) {
        this.lake = lake;
        this.request = request;
        this.session = new StarSession(lake, settings, request.asOf());
        this.records = new Records(lake, request.consumedIngest());
        this.fingerprints = new Fingerprints(lake.definitions(), settings);
        this.writer = new StarWriter(lake);
        this.isWhole = request.everything()
                || request.previousAsOf().isEmpty()
                || Star.all().stream().anyMatch(this::isNew);
        this.dimensions = new Dimensions(
                lake.spark(),
                settings,
                records::versions,
                isWhole ? records::versions : records::newVersions,
                table -> lake.read(table.name()));
        this.lookups = new Lookups(isWhole, lake, session, records, dimensions);
        this.aggregates = new Aggregates(lake);
        this.activity = new VisitorActivity(lake, settings, session, request.asOf());
    }

    List<TableWrite> run() {
        try (beside) {
            lookups.show();
            writesBeside.add(beside.begin(this::writeDimensions));
            if (isWhole) {
                writeFacts(wholeScope());
            } else {
                writeFactsOf(neighbourhood());
            }
            writesBeside.forEach(step -> writes.addAll(step.get()));
        }
        return List.copyOf(writes);
    }

    private void writeFactsOf(Neighbourhood touched) {
        if (touched.nodes().isEmpty()) {
            FACTS.forEach(fact -> writes.add(writer.unchanged(fact, fingerprints.of(fact))));
            writes.add(writer.unchanged(StarTable.VISITOR_COHORT, fingerprints.of(StarTable.VISITOR_COHORT)));
        } else {
            writeFacts(touched);
        }
    }

    private void writeFacts(Scope scope) {
        showUnits(scope);
        Map<StarTable, StarWriter.Change> changes =
                writeSideBySide(FACTS, fact -> session.query(fact.name().table() + "/query.sql"), scope);
        changes.values().forEach(change -> writes.add(change.write()));
        StarWriter.Change entries = changes.get(StarTable.STAGE_ENTRY);
        Dataset<Row> counted = isWhole
                ? lake.read(StarTable.STAGE_ENTRY.name()).withColumn(Aggregates.SIGN, lit(1L))
                : Aggregates.signed(entries.came(), entries.went());
        session.show("counted_entries", counted);
        writes.add(writeCounts(
                StarTable.VISITOR_COHORT,
                session.query("visitor_cohort/query.sql"),
                entries.write().touchedDates()));
    }

    /** Adds a night's counts to an aggregate, or puts those of all rows in place. */
    private TableWrite writeCounts(StarTable table, Dataset<Row> counts, Set<LocalDate> touched) {
        String fingerprint = fingerprints.of(table);
        if (isMadeAnew(table)) {
            return writer.rebuild(table, fingerprint, counts).write();
        }
        return isWhole
                ? aggregates.replace(table, fingerprint, counts, touched)
                : aggregates.add(table, fingerprint, counts, touched);
    }

    private List<TableWrite> writeDimensions() {
        Everything all = new Everything(lake, records);
        Map<StarTable, Dataset<Row>> rows = new LinkedHashMap<>(lookups.dimensionRows());
        if (isWhole) {
            rows.put(StarTable.DIM_DATE, dimensions.dates());
            rows.put(StarTable.DIM_STAGE, dimensions.stages());
            rows.put(StarTable.DIM_DEPARTMENT, dimensions.departments());
        }
        List<Callable<TableWrite>> steps = new ArrayList<>();
        rows.forEach((table, should) -> steps.add(() -> writeDimension(table, should, all.standing(table))));
        return SideBySide.run(steps);
    }

    private TableWrite writeDimension(StarTable table, Dataset<Row> rows, Dataset<Row> standing) {
        String fingerprint = fingerprints.of(table);
        return isMadeAnew(table)
                ? writer.rebuild(table, fingerprint, rows).write()
                : writer.save(writer.difference(table, fingerprint, rows, standing));
    }

    private Scope wholeScope() {
        Everything all = new Everything(lake, records);
        session.show("latest_visits", Versions.latest(Feeds.VISITS, all.versions(Feeds.VISITS)));
        TableWrite visits = write(StarTable.FACT_VISIT, session.query("fact_visit/query.sql"), all)
                .write();
        writes.add(visits);
        writeBeside(
                () -> writeCounts(StarTable.VISITOR_ACTIVITY, activity.all(), countedFromNowOn(visits.touchedDates())));
        session.show("fact_visit", lake.read(StarTable.FACT_VISIT.name()));
        Dataset<Row> visitors = dimensions.visitors(session.query("dim_visitor/query.sql"));
        writes.add(write(StarTable.DIM_VISITOR, visitors, all).write());
        return all;
    }

    private Neighbourhood neighbourhood() {
        Supplier<Links> links = beside.begin(() -> new Links(records));
        LocalDate before = request.previousAsOf().orElseThrow();
        Seeds seeds = new Seeds(records).newVersions();
        if (before.isBefore(request.asOf())) {
            seeds.clock(before, request.asOf());
        }
        lookups.seed(seeds);
        VisitScope visits = new VisitScope(lake, records, lookups.touchedVisits());
        Dataset<Row> come = visits.come(before, request.asOf());
        // Their leads tell how many visits there were before.
        Dataset<Row> visitors = visits.visitors(come);
        seeds.visitors(visitors);
        Supplier<Dataset<Row>> nodes = beside.begin(() -> links.get().closure(seeds.all()));
        Difference changedVisits = changedVisits(visits);
        writeBeside(() -> writer.save(changedVisits));
        Difference changedVisitors = changedVisitors(visits, visitors, come);
        writeBeside(() -> writer.save(changedVisitors));
        writeBeside(() -> writeActivity(changedVisits, come));
        return new Neighbourhood(lake, records, nodes.get(), changedVisits, changedVisitors);
    }

    private Difference changedVisits(VisitScope visits) {
        session.show("latest_visits", Versions.latest(Feeds.VISITS, visits.versions()));
        Dataset<Row> rows = session.keep("touched_visits", session.query("fact_visit/query.sql"));
        return writer.difference(StarTable.FACT_VISIT, fingerprints.of(StarTable.FACT_VISIT), rows, visits.standing());
    }

    private Difference changedVisitors(VisitScope visits, Dataset<Row> visitors, Dataset<Row> come) {
        Dataset<Row> standing = new Keys(lake)
                .rows(StarTable.DIM_VISITOR.name(), col("visitor_key"), visitors)
                .localCheckpoint(true);
        Dataset<Row> touched = lake.spark().table("touched_visits");
        session.show("fact_visit", visits.candidates(standing, touched, come));
        Dataset<Row> rows = session.query("dim_visitor/query.sql");
        return writer.computed(StarTable.DIM_VISITOR, fingerprints.of(StarTable.DIM_VISITOR), rows, standing);
    }

    private TableWrite writeActivity(Difference visits, Dataset<Row> come) {
        StarTable table = StarTable.VISITOR_ACTIVITY;
        Set<LocalDate> days = countedFromNowOn(visits.touched());
        if (days.isEmpty()) {
            return writer.unchanged(table, fingerprints.of(table));
        }
        LocalDate before = request.previousAsOf().orElseThrow();
        return writeCounts(table, activity.changes(visits, come, before, days), days);
    }

    /** Begins a write that nothing waits for but the end of the build. */
    private void writeBeside(Callable<TableWrite> step) {
        writesBeside.add(beside.begin(() -> List.of(step.call())));
    }

    /** The days, up to as_of, whose visits have changed, and those that have come. */
    private Set<LocalDate> countedFromNowOn(Set<LocalDate> touched) {
        Set<LocalDate> days = new TreeSet<>(touched);
        request.previousAsOf()
                .ifPresent(before -> before.plusDays(1)
                        .datesUntil(request.asOf().plusDays(1))
                        .forEach(days::add));
        days.removeIf(day -> day.isAfter(request.asOf()));
        return days;
    }

    /** The units of each stage, from the first to the last: each inherits from those before. */
    private void showUnits(Scope scope) {
        SideBySide.run(Stream.concat(Links.FEEDS.stream(), Stream.of(Feeds.ACTIVITIES))
                .map(feed -> (Callable<Dataset<Row>>) () -> showVersions(scope, feed))
                .toList());
        Dataset<Row> leadVisitors = session.keep(
                "lead_visitors",
                lake.spark()
                        .table(versionsView(Feeds.LEADS))
                        .where(col("visitor_id").isNotNull())
                        .select("lead_id", "visitor_id")
                        .distinct());
        session.show("dim_visitor", scope.visitors());
        session.show("visits_of_visitors", scope.visitsOf(leadVisitors));
        session.keep("lead_survivors", Survivors.of(lake.spark().table("latest_leads"), "lead_id"));
        for (String step : UNIT_STEPS) {
            session.keep(step, session.query("steps/" + step + ".sql"));
        }
    }

    /** Shows the versions of a feed's records in scope, those that hold from each instant on, and the winning ones. */
    private Dataset<Row> showVersions(Scope scope, Feed feed) {
        Dataset<Row> versions = scope.versions(feed);
        session.show(versionsView(feed), versions);
        session.show("instants_of_" + feed.name(), Versions.latestAtEachInstant(feed, versions));
        return session.keep("latest_" + feed.name(), Versions.latest(feed, versions));
    }

    private static String versionsView(Feed feed) {
        return "versions_of_" + feed.name();
    }

    private boolean isMadeAnew(StarTable table) {
        return request.everything() || isNew(table);
    }

    private boolean isNew(StarTable table) {
        return !fingerprints.of(table).equals(request.fingerprints().get(table.name()));
    }

    private Map<StarTable, StarWriter.Change> writeSideBySide(
            List<StarTable> tables, Function<StarTable, Dataset<Row>> rows, Scope scope) {
        List<Callable<StarWriter.Change>> steps = new ArrayList<>();
        tables.forEach(table -> steps.add(() -> write(table, rows.apply(table), scope)));
        Iterator<StarWriter.Change> changes = SideBySide.run(steps).iterator();
        Map<StarTable, StarWriter.Change> byTable = new HashMap<>();
        tables.forEach(table -> byTable.put(table, changes.next()));
        return byTable;
    }

    private StarWriter.Change write(StarTable table, Dataset<Row> rows, Scope scope) {
        String fingerprint = fingerprints.of(table);
        return isMadeAnew(table)
                ? writer.rebuild(table, fingerprint, rows)
                : writer.replace(table, fingerprint, rows, scope.standing(table));
    }
}
