package dev.themodel.simulate;

import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many units entered each stage in each business month, and what came of them, as known after the last drop. */
public final class FunnelTruth {

    /**
     * One month of one stage.
     *
     * @param month its first day
     * @param entered units that entered
     * @param active distinct visitors with a visit in the month; 0 for the other stages
     * @param fromUpstream of those entered, the ones whose upstream unit counts; 0 for visitors
     * @param wentOn of those entered, the ones with a next unit, whenever it came
     * @param upstreamDue first renewals of new deals due in the month, any outcome; 0 for the other stages
     * @param amountBase revenue of new deals in yen; 0 for the other stages
     * @param withoutRate new deals whose currency has no exchange rate
     */
    public record MonthTruth(
            LocalDate month,
            Stage stage,
            long entered,
            long active,
            long fromUpstream,
            long wentOn,
            long upstreamDue,
            BigDecimal amountBase,
            long withoutRate) {

        /** Of those entered, the ones whose upstream is missing, deleted or does not count. */
        public long noUpstream() {
            return stage == Stage.VISITOR ? 0 : entered - fromUpstream;
        }
    }

    private static final class Cell {
        private long entered;
        private long active;
        private long fromUpstream;
        private long wentOn;
        private long upstreamDue;
        private BigDecimal amountBase = BigDecimal.ZERO;
        private long withoutRate;
    }

    private final Map<LocalDate, Map<Stage, Cell>> months = new TreeMap<>();
    private long cachedDay = Long.MIN_VALUE;
    private LocalDate cachedMonth = LocalDate.MIN;

    FunnelTruth() {}

    /** Every month with an entry, a visit or a renewal due, oldest first, each with all six stages. */
    public List<MonthTruth> months() {
        List<MonthTruth> rows = new ArrayList<>();
        months.forEach((month, stages) -> {
            for (Stage stage : Stage.values()) {
                Cell cell = stages.getOrDefault(stage, new Cell());
                rows.add(new MonthTruth(
                        month,
                        stage,
                        cell.entered,
                        cell.active,
                        cell.fromUpstream,
                        cell.wentOn,
                        cell.upstreamDue,
                        cell.amountBase,
                        cell.withoutRate));
            }
        });
        return rows;
    }

    /** All units that entered a stage. */
    public long entered(Stage stage) {
        return months().stream()
                .filter(month -> month.stage() == stage)
                .mapToLong(MonthTruth::entered)
                .sum();
    }

    /** Counts a unit's entry. */
    void enter(Stage stage, long day, boolean hasUpstream, boolean goesOn) {
        Cell cell = cell(stage, day);
        cell.entered++;
        cell.fromUpstream += hasUpstream ? 1 : 0;
        cell.wentOn += goesOn ? 1 : 0;
    }

    /** Counts a visitor as active in the month of a day. */
    void active(LocalDate month) {
        cell(Stage.VISITOR, month).active++;
    }

    void due(long day) {
        cell(Stage.RENEWAL, day).upstreamDue++;
    }

    /** Counts a new deal's revenue; without a rate it has none in yen. */
    void revenue(long day, Optional<BigDecimal> amountBase) {
        Cell cell = cell(Stage.DEAL, day);
        cell.amountBase = cell.amountBase.add(amountBase.orElse(BigDecimal.ZERO));
        cell.withoutRate += amountBase.isEmpty() ? 1 : 0;
    }

    /** The first day of a business day's month. */
    LocalDate month(long day) {
        if (day != cachedDay) {
            cachedDay = day;
            cachedMonth = LocalDate.ofEpochDay(day).withDayOfMonth(1);
        }
        return cachedMonth;
    }

    private Cell cell(Stage stage, long day) {
        return cell(stage, month(day));
    }

    private Cell cell(Stage stage, LocalDate month) {
        return months.computeIfAbsent(month, missing -> new EnumMap<>(Stage.class))
                .computeIfAbsent(stage, missing -> new Cell());
    }
}
