package dev.themodel.simulate;

import java.time.LocalDate;
import java.time.YearMonth;

/** How many new visitors come each day: exactly the company's number every month, fewer on weekends. */
final class Arrivals {

    private static final int WORKDAY = 110;
    private static final int WEEKEND = 60;

    private final long visitorsAMonth;
    private YearMonth month = YearMonth.of(1, 1);
    private long weightOfMonth;

    Arrivals(Company company, double scale) {
        this.visitorsAMonth = Math.max(1, Math.round(company.visitorsAMonth() * scale));
    }

    /** New visitors of a business day, given as epoch day. */
    long on(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        if (!YearMonth.from(date).equals(month)) {
            month = YearMonth.from(date);
            weightOfMonth = weight(date.withDayOfMonth(1), date.lengthOfMonth());
        }
        LocalDate first = date.withDayOfMonth(1);
        long before = visitorsAMonth * weight(first, date.getDayOfMonth() - 1) / weightOfMonth;
        long after = visitorsAMonth * weight(first, date.getDayOfMonth()) / weightOfMonth;
        return after - before;
    }

    private static long weight(LocalDate first, int days) {
        long sum = 0;
        for (int index = 0; index < days; index++) {
            sum += Tokyo.isWorkday(first.toEpochDay() + index) ? WORKDAY : WEEKEND;
        }
        return sum;
    }
}
