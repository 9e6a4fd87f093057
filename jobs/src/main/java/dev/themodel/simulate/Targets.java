package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/** The revenue the company wants of new deals each month: 10,000,000 yen at scale 1, set two months ahead. */
final class Targets {

    static final int MONTHS_AHEAD = 2;

    private static final BigDecimal REVENUE = BigDecimal.valueOf(10_000_000);
    private static final BigDecimal DEAL_VALUE = BigDecimal.valueOf(1_000_000);

    private final double scale;

    Targets(double scale) {
        this.scale = scale;
    }

    Entity of(LocalDate month) {
        long known = month.minusMonths(MONTHS_AHEAD).toEpochDay();
        Entity target = new Entity(Feeds.TARGETS)
                .date("month", month)
                .money("revenue", REVENUE.multiply(BigDecimal.valueOf(scale)).setScale(0, RoundingMode.HALF_UP))
                .text("segment_type", "all")
                .text("segment", "all")
                .text("currency", "JPY")
                .money("average_deal_value", DEAL_VALUE);
        target.send(Tokyo.start(known), known);
        return target;
    }
}
