package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.NamedTables;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.SqlFunctions;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.Period;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Brings the marts to what the star says: every folder of {@code sql/mart}, each after those it reads, independent ones
 * side by side. Of each only the periods are computed that the star's changes or the clock's step touched; all rows where
 * the mart is new or its definition has changed, and then what reads it, too.
 */
public final class Marts {

    private static final int SIDE_BY_SIDE = 4;

    private final Lake lake;
    private final Settings settings;
    private final Consumer<String> messages;

    /** @param messages takes a line for each table that is built anew, with the reason */
    public Marts(Lake lake, Settings settings, Consumer<String> messages) {
        this.lake = lake;
        this.settings = settings;
        this.messages = messages;
    }

    /** Writes what has to be written; one entry a mart, unchanged ones included. */
    public List<TableWrite> run(MartsRequest request) {
        MartGraph graph = MartGraph.read(lake.definitions());
        Horizon.INPUTS.forEach(table -> NamedTables.name(lake.spark(), table, lake.read(table)));
        WarehouseClock clock = new WarehouseClock(request.asOf(), Horizon.firstDate(lake.spark(), request.asOf()));

        SparkSession prepared = Sessions.another(lake.spark());
        QueryViews.register(prepared, lake.definitions(), settings, clock, List.of());

        Map<TableName, Touch> star = new HashMap<>();
        request.star().forEach(write -> star.merge(write.table(), Touch.of(write), Touch::and));
        Map<TableName, CompletableFuture<MartRun>> runs = new HashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            for (MartDefinition mart : graph.inOrder()) {
                Map<TableName, CompletableFuture<MartRun>> inputs = new HashMap<>();
                mart.inputs().stream().filter(runs::containsKey).forEach(input -> inputs.put(input, runs.get(input)));
                CompletableFuture<Void> ready =
                        CompletableFuture.allOf(inputs.values().toArray(CompletableFuture[]::new));
                runs.put(
                        mart.name(),
                        ready.thenApplyAsync(
                                nothing -> {
                                    Map<TableName, MartRun> done = new HashMap<>();
                                    inputs.forEach((input, run) -> done.put(input, run.join()));
                                    return build(request, clock, prepared, star, mart, done);
                                },
                                threads));
            }
            return graph.inOrder().stream()
                    .map(mart -> runs.get(mart.name()).join().write())
                    .toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private MartRun build(
            MartsRequest request,
            WarehouseClock clock,
            SparkSession prepared,
            Map<TableName, Touch> star,
            MartDefinition mart,
            Map<TableName, MartRun> inputs) {
        long began = System.nanoTime();
        Lake own = lake.in(SqlFunctions.sessionLike(prepared, settings));
        String fingerprint = fingerprint(request, mart, inputs);
        TouchedPeriods timing = TouchedPeriods.of(
                mart, settings, inputs.values().stream().map(MartRun::timing).toList());
        Touch touch = mart.inputs().stream()
                .map(input ->
                        inputs.containsKey(input) ? inputs.get(input).touch() : star.getOrDefault(input, Touch.NOTHING))
                .reduce(Touch.NOTHING, Touch::and);
        Touch horizon = mart.followsFirstDate()
                ? Horizon.INPUTS.stream()
                        .map(input -> star.getOrDefault(input, Touch.NOTHING))
                        .reduce(touch, Touch::and)
                : touch;
        MartBuild build = new MartBuild(own, settings, clock, mart);
        Planned planned = mart.isHistory()
                ? plannedHistory(request, mart, inputs, fingerprint)
                : planned(request, build, mart, touch, horizon, timing, fingerprint);
        boolean writes = !(planned.scope instanceof MartScope.Periods some
                && some.periods().isEmpty());
        long version = own.version(mart.name());
        if (writes) {
            if (planned.scope instanceof MartScope.Everything everything && planned.mode.equals(TableWrite.REBUILT)) {
                messages.accept(mart.name() + ": all rows anew, " + everything.why());
            }
            version = mart.isHistory()
                    ? history(own, mart, inputs, planned.scope, request.asOf())
                    : build.replace(planned.scope);
        }
        TableWrite write = new TableWrite(
                mart.name(),
                writes ? planned.mode : TableWrite.UNCHANGED,
                version,
                planned.scope instanceof MartScope.Periods some ? some.periods().size() : -1,
                writes ? -1 : 0,
                (System.nanoTime() - began) / 1e9,
                // A rebuild leaves a history alone; of no definition, it is compared whole by the next night.
                request.isRebuild() && mart.isHistory() ? "" : fingerprint,
                datesOf(planned));
        return new MartRun(write, planned.touch, planned.scope, timing);
    }

    private String fingerprint(MartsRequest request, MartDefinition mart, Map<TableName, MartRun> inputs) {
        Map<TableName, String> ofInputs = new HashMap<>();
        for (TableName input : mart.inputs()) {
            ofInputs.put(
                    input,
                    inputs.containsKey(input)
                            ? inputs.get(input).write().fingerprint()
                            : request.starFingerprints().getOrDefault(input, ""));
        }
        return new MartFingerprint(lake.definitions(), settings).of(mart, ofInputs);
    }

    private long history(
            Lake own, MartDefinition mart, Map<TableName, MartRun> inputs, MartScope scope, LocalDate night) {
        History history = new History(own, mart);
        return history.log(scope, night, inputs.get(history.source()).write().fingerprint());
    }

    /** What to compute of a mart, in which mode, and what that means for its readers. */
    private record Planned(MartScope scope, String mode, Touch touch) {

        static Planned anew(String why) {
            return new Planned(new MartScope.Everything(why), TableWrite.REBUILT, Touch.EVERYTHING);
        }

        static Planned nothing() {
            return new Planned(new MartScope.Periods(new TreeSet<>()), TableWrite.UNCHANGED, Touch.NOTHING);
        }
    }

    /**
     * @param touch what has changed of the mart's inputs
     * @param horizon the same, and what may have moved the funnel's first day, where the mart follows it
     */
    private Planned planned(
            MartsRequest request,
            MartBuild build,
            MartDefinition mart,
            Touch touch,
            Touch horizon,
            TouchedPeriods timing,
            String fingerprint) {
        Optional<String> why = whyAnew(request, mart, fingerprint);
        if (why.isPresent()) {
            return Planned.anew(why.get());
        }
        if (horizon.isEverything()) {
            return Planned.anew("because an input was built anew");
        }
        ClockStep step = new ClockStep(request.previousAsOf().orElseThrow(), request.asOf());
        if (horizon.isNothing() && step.isStill()) {
            return Planned.nothing();
        }
        if (mart.period().isEmpty()) {
            boolean isConcerned = !touch.isNothing() || mart.query().orElse("").contains(QueryViews.CLOCK);
            return isConcerned
                    ? new Planned(
                            new MartScope.Everything("because it has no periods"), TableWrite.REPLACED, Touch.UNDATED)
                    : Planned.nothing();
        }
        if (timing.agesWithMonths() && step.turnsMonth()) {
            return new Planned(
                    new MartScope.Everything("because a month has turned"),
                    TableWrite.REPLACED,
                    Touch.of(touch.dates()));
        }
        SortedSet<Period> periods =
                timing.periods(touch.dates(), step, mart.period().get().kinds(settings), settings);
        Set<LocalDate> dates = new TreeSet<>(touch.dates());
        if (touch.isUndated() || mart.isTouchedByDates()) {
            Optional<SortedSet<Period>> named = build.namedByTouchedSql(touch.dates());
            if (named.isEmpty()) {
                return Planned.anew("because an input has changed whose rows have no date");
            }
            periods.addAll(named.get());
            named.get().forEach(period -> dates.addAll(monthsOf(period)));
        }
        Optional<SortedSet<Period>> moved = build.movedByFirstDate(horizon.dates());
        if (moved.isEmpty()) {
            return Planned.anew("because nothing is left in the funnel");
        }
        periods.addAll(moved.get());
        moved.get().forEach(period -> dates.addAll(monthsOf(period)));
        return new Planned(new MartScope.Periods(periods), TableWrite.REPLACED, Touch.of(dates));
    }

    private Planned plannedHistory(
            MartsRequest request, MartDefinition mart, Map<TableName, MartRun> inputs, String fingerprint) {
        if (request.isRebuild()) {
            return Planned.nothing();
        }
        MartRun source =
                inputs.get(TableName.parse(mart.property("mart.history_of").orElseThrow()));
        boolean isCompared = fingerprint.equals(request.fingerprints().get(mart.name())) && lake.exists(mart.name());
        MartScope scope = isCompared ? source.scope() : new MartScope.Everything("because its mart was built anew");
        return new Planned(scope, TableWrite.REPLACED, source.touch());
    }

    private Optional<String> whyAnew(MartsRequest request, MartDefinition mart, String fingerprint) {
        if (request.isRebuild()) {
            return Optional.of("as asked for");
        }
        if (request.previousAsOf().isEmpty() || !lake.exists(mart.name())) {
            return Optional.of("because it is new");
        }
        return fingerprint.equals(request.fingerprints().get(mart.name()))
                ? Optional.empty()
                : Optional.of("because its definition has changed");
    }

    /** The touched dates, and the first days of the periods that the clock alone has touched. */
    private static Set<LocalDate> datesOf(Planned planned) {
        Set<LocalDate> dates = new TreeSet<>(planned.touch.dates());
        if (planned.scope instanceof MartScope.Periods some) {
            some.periods().forEach(period -> dates.add(period.start()));
        }
        return dates;
    }

    private static Set<LocalDate> monthsOf(Period period) {
        Set<LocalDate> days = new TreeSet<>();
        for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusMonths(1)) {
            days.add(day);
        }
        days.add(period.end());
        return days;
    }
}
