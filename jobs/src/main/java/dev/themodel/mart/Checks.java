package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.NamedTables;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SideBySide;
import dev.themodel.lake.SqlFunctions;
import dev.themodel.lake.SqlText;
import dev.themodel.lake.TableDefinition.InvalidDefinition;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Runs the checks: in a night on what it touched, by the command {@code check} on everything. Many checks are counted by
 * one Spark job, since each alone would cost its start; only those that find something are asked for samples.
 */
public final class Checks {

    private static final int COUNTED_TOGETHER = 12;
    private static final int SAMPLES = 5;

    private final Lake lake;
    private final Settings settings;

    public Checks(Lake lake, Settings settings) {
        this.lake = lake;
        this.settings = settings;
    }

    /** Checks what a night wrote, in the newest version of every table. */
    public List<CheckResult> touched(ChecksRequest request) {
        Map<TableName, Touch> touches = new HashMap<>();
        request.writes().forEach(write -> touches.merge(write.table(), Touch.of(write), Touch::and));
        List<Check> checks = CheckFiles.all(lake.definitions()).stream()
                .filter(check -> check.occasion() != Check.Occasion.EVERYTHING_ONLY)
                .filter(check -> lake.exists(check.table()))
                .filter(check ->
                        !touches.getOrDefault(check.table(), Touch.UNDATED).isNothing())
                .toList();
        return run(checks, request.asOf(), table -> OptionalLong.empty(), check -> bound(check, request, touches));
    }

    /**
     * Checks every row.
     *
     * @param versions of each table the version to look at; empty for the newest
     */
    public List<CheckResult> everything(LocalDate asOf, Function<TableName, OptionalLong> versions) {
        List<Check> checks = CheckFiles.all(lake.definitions()).stream()
                .filter(check -> check.occasion() != Check.Occasion.NIGHTS_ONLY)
                .filter(check -> lake.exists(check.table()))
                .toList();
        return run(checks, asOf, versions, check -> Optional.empty());
    }

    /** Two halves side by side, since planning a check takes longer than running it and is done by one thread. */
    private List<CheckResult> run(
            List<Check> checks,
            LocalDate asOf,
            Function<TableName, OptionalLong> versions,
            Function<Check, Optional<Dataset<Row>>> bounds) {
        SparkSession prepared = Sessions.another(lake.spark());
        QueryViews.register(
                prepared, lake.definitions(), settings, new WarehouseClock(asOf, Optional.empty()), List.of());
        int half = checks.size() / 2;
        List<Callable<List<CheckResult>>> halves = Stream.of(
                        checks.subList(0, half), checks.subList(half, checks.size()))
                .map(some -> (Callable<List<CheckResult>>)
                        () -> runInTurn(SqlFunctions.sessionLike(prepared, settings), some, versions, bounds))
                .toList();
        return SideBySide.run(halves).stream().flatMap(List::stream).toList();
    }

    private List<CheckResult> runInTurn(
            SparkSession session,
            List<Check> checks,
            Function<TableName, OptionalLong> versions,
            Function<Check, Optional<Dataset<Row>>> bounds) {
        List<Dataset<Row>> offenders = new ArrayList<>();
        List<Boolean> isBounded = new ArrayList<>();
        for (Check check : checks) {
            Set<TableName> tables = SqlText.tables(SqlText.parse(source(check), check.select()));
            Optional<Dataset<Row>> bounded = bounds.apply(check);
            isBounded.add(bounded.isPresent());
            for (TableName table : tables) {
                Dataset<Row> rows = bounded.filter(any -> table.equals(check.table()))
                        .orElseGet(() -> read(table, versions.apply(table)));
                NamedTables.name(session, table, rows);
            }
            offenders.add(select(session, check));
        }
        List<CheckResult> results = new ArrayList<>();
        Map<Integer, Long> counts = counts(offenders);
        for (int place = 0; place < checks.size(); place++) {
            Check check = checks.get(place);
            long count = counts.get(place);
            List<String> samples = count == 0
                    ? List.of()
                    : offenders.get(place).limit(SAMPLES).toJSON().collectAsList();
            results.add(new CheckResult(
                    check.name(),
                    check.table(),
                    check.severity(),
                    count,
                    samples,
                    check.message(),
                    isBounded.get(place) ? CheckResult.TOUCHED : CheckResult.ALL));
        }
        return results;
    }

    private Dataset<Row> read(TableName table, OptionalLong version) {
        return version.isPresent() ? lake.read(table, version.getAsLong()) : lake.read(table);
    }

    private static Dataset<Row> select(SparkSession session, Check check) {
        try {
            return session.sql(check.select());
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new InvalidDefinition(source(check) + " can't be run: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** How many offenders each has, by its place. */
    private static Map<Integer, Long> counts(List<Dataset<Row>> offenders) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int from = 0; from < offenders.size(); from += COUNTED_TOGETHER) {
            int to = Math.min(from + COUNTED_TOGETHER, offenders.size());
            List<Dataset<Row>> together = new ArrayList<>();
            for (int place = from; place < to; place++) {
                together.add(count(offenders.get(place))
                        .select(functions.lit(place).as("place"), functions.col("offenders")));
            }
            together.stream()
                    .reduce(Dataset::union)
                    .orElseThrow()
                    .collectAsList()
                    .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
        }
        return counts;
    }

    private static Dataset<Row> count(Dataset<Row> offenders) {
        boolean isCounted = Arrays.asList(offenders.columns()).contains("offenders");
        return offenders.agg(functions
                .coalesce(
                        isCounted
                                ? functions.sum(functions.col("offenders")).cast("bigint")
                                : functions.count(functions.lit(1)),
                        functions.lit(0L))
                .as("offenders"));
    }

    /** What a night reads of a check's table; empty for all of it. */
    private Optional<Dataset<Row>> bound(Check check, ChecksRequest request, Map<TableName, Touch> touches) {
        Touch touch = touches.getOrDefault(check.table(), Touch.UNDATED);
        TableName table = check.table();
        return check.by().flatMap(column -> switch (column) {
            case "night" -> Optional.of(lake.read(table).where("night = DATE'" + request.night() + "'"));
            case "ingest_id" -> Optional.of(lake.read(table).where("ingest_id > " + request.publishedIngestId()));
            case "file" ->
                Optional.of(
                        lake.readWrittenSince(table, request.publishedVersions().applyAsLong(table)));
            default ->
                touch.isEverything() || touch.isUndated()
                        ? Optional.empty()
                        : Optional.of(lake.read(table)
                                .where(MartBuild.in(
                                        column, isDay(table, column) ? touch.dates() : starts(touch.dates()))));
        });
    }

    private boolean isDay(TableName table, String column) {
        return lake.definitions().of(table).day().filter(column::equals).isPresent();
    }

    /** The first days of the months and other periods that hold some dates. */
    private Set<LocalDate> starts(Set<LocalDate> dates) {
        Set<LocalDate> starts = new TreeSet<>();
        for (LocalDate date : dates) {
            starts.add(PeriodKind.MONTH.start(date, settings.calendar()));
            settings.periods().forEach(kind -> starts.add(kind.start(date, settings.calendar())));
        }
        return starts;
    }

    private static String source(Check check) {
        return "Check " + check.name() + " of " + check.table();
    }
}
