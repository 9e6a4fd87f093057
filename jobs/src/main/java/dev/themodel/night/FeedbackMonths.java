package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.model.Department;
import dev.themodel.model.Stage;
import java.time.YearMonth;
import java.util.Map;

/**
 * How far back a department looks to tell another what became of what it was delivered: as many months as that takes by
 * the configured windows. A lead is decided within the lead's window, an opportunity within its own and the meeting's, a
 * deal's renewal within the deal's.
 */
public final class FeedbackMonths {

    private static final double DAYS_A_MONTH = 365.25 / 12;

    private final Map<Stage, Integer> windows;

    public FeedbackMonths(Settings settings) {
        this.windows = settings.windows();
    }

    /** Months looked at, the last one included: 3, 7 and 15 with the windows as shipped. */
    public int of(Department teller) {
        int days = switch (teller) {
            case MARKETING, INSIDE_SALES -> windows.get(Stage.LEAD);
            case FIELD_SALES -> windows.get(Stage.OPPORTUNITY) + windows.get(Stage.MEETING);
            case CUSTOMER_SUCCESS -> windows.get(Stage.DEAL);
        };
        return Math.max(1, (int) Math.round(days / DAYS_A_MONTH));
    }

    /** The first month that a department looks at. */
    public YearMonth first(Department teller, YearMonth last) {
        return last.minusMonths(of(teller) - 1L);
    }
}
