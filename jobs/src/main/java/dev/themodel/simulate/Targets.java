package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** The revenue the company wants of new deals each month: 10,000,000 yen at scale 1, set two months ahead. */
final class Targets {

    static final int MONTHS_AHEAD = 2;

    private static final BigDecimal REVENUE = BigDecimal.valueOf(10_000_000);
    private static final BigDecimal DEAL_VALUE = BigDecimal.valueOf(1_000_000);

    private final double scale;

    Targets(double scale) {
        this.scale = scale;
    }

    /** The month's targets: the company's, and that of the search campaigns, which says its visitors too. */
    List<Entity> of(LocalDate month) {
        return List.of(target(month, "all", "all", 100), target(month, "channel", "paid_search", 20));
    }

    private Entity target(LocalDate month, String segmentType, String segment, int percent) {
        BigDecimal share = BigDecimal.valueOf(scale).multiply(BigDecimal.valueOf(percent, 2));
        long known = month.minusMonths(MONTHS_AHEAD).toEpochDay();
        Entity target = new Entity(Feeds.TARGETS)
                .date("month", month)
                .money("revenue", REVENUE.multiply(share).setScale(0, RoundingMode.HALF_UP))
                .text("segment_type", segmentType)
                .text("segment", segment)
                .text("currency", "JPY")
                .money("average_deal_value", DEAL_VALUE);
        if (!segmentType.equals("all")) {
            target.count("visitors", Math.max(1, (int) Math.round(2_300 * scale)));
        }
        target.send(Tokyo.start(known), known);
        return target;
    }
}
