package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Exchange rates of the dollar, one a month: a provisional one on its first day, corrected three days later. Nobody
 * sends a rate of the euro, in which a deal is signed now and then.
 */
final class Rates {

    private static final int DAYS_TO_CORRECTION = 3;

    private final long seed;

    Rates(long seed) {
        this.seed = seed;
    }

    /** Yen for one unit of a currency on a day, as known after the drop of another; a missing currency is the yen. */
    Optional<BigDecimal> rate(String currency, LocalDate day, long asOf) {
        if (currency == null || currency.equals("JPY")) {
            return Optional.of(BigDecimal.ONE);
        }
        if (!currency.equals("USD")) {
            return Optional.empty();
        }
        LocalDate month = day.withDayOfMonth(1);
        return Optional.of(asOf < correctionDay(month) ? provisional(month) : corrected(month));
    }

    /** The rate's record; its versions land on the month's first day and three days later. */
    Entity record(LocalDate month) {
        Entity rate = new Entity(Feeds.EXCHANGE_RATES).text("currency", "USD").date("valid_from", month);
        rate.money("rate", provisional(month)).send(Tokyo.start(month.toEpochDay()), month.toEpochDay());
        rate.money("rate", corrected(month)).send(Tokyo.start(correctionDay(month)), correctionDay(month));
        return rate;
    }

    private static long correctionDay(LocalDate month) {
        return month.toEpochDay() + DAYS_TO_CORRECTION;
    }

    private BigDecimal provisional(LocalDate month) {
        return corrected(month).add(new BigDecimal("0.25"));
    }

    private BigDecimal corrected(LocalDate month) {
        return BigDecimal.valueOf(
                14_000L + Draws.of(seed, 0x0541, month.toEpochDay()).below(1_500), 2);
    }
}
