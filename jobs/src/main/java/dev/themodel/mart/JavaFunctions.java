package dev.themodel.mart;

import dev.themodel.config.Settings;
import dev.themodel.model.BusinessClock;
import dev.themodel.model.Calendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Functions that every query may use and that SQL can't say:
 *
 * <ul>
 *   <li>{@code business_days(first DATE, last DATE)}: business days from one to the other, both included
 *   <li>{@code business_hours(from TIMESTAMP, to TIMESTAMP)}: business hours between two instants, at least 0
 *   <li>{@code exact_quotient(ARRAY of factors, ARRAY of divisors)}: to 18 decimals, nothing rounded on the way; NULL
 *       where one is NULL, a divisor is 0, or the quotient does not fit
 *   <li>{@code fisher_p(a, b, c, d)}: Fisher's exact test, two-sided, of the table with the rows (a, b) and (c, d)
 * </ul>
 */
final class JavaFunctions {

    /** Probabilities that differ by less than this share are equal: they are sums of rounded logarithms. */
    private static final double SAME = 1 + 1e-7;

    private JavaFunctions() {}

    static void register(SparkSession session, Settings settings) {
        Calendar calendar = settings.calendar();
        BusinessClock clock = new BusinessClock(calendar, settings.timeZone());
        UDF2<Object, Object, Long> businessDays =
                (first, last) -> first == null || last == null ? null : calendar.businessDays(day(first), day(last));
        UDF2<Object, Object, Double> businessHours = (from, to) -> from == null || to == null
                ? null
                : clock.between(instant(from), instant(to)).toNanos() / 3_600_000_000_000.0;
        UDF2<Seq<BigDecimal>, Seq<BigDecimal>, BigDecimal> exactQuotient = (factors, divisors) ->
                exactQuotient(CollectionConverters.asJava(factors), CollectionConverters.asJava(divisors));
        UDF4<Long, Long, Long, Long, Double> fisher =
                (a, b, c, d) -> a == null || b == null || c == null || d == null ? null : fisher(a, b, c, d);
        session.udf().register("business_days", businessDays, DataTypes.LongType);
        session.udf().register("business_hours", businessHours, DataTypes.DoubleType);
        session.udf().register("exact_quotient", exactQuotient, QueryViews.FACTOR);
        session.udf().register("fisher_p", fisher, DataTypes.DoubleType);
    }

    /** The product of the factors over the product of the divisors; null where it is unknown or does not fit. */
    static BigDecimal exactQuotient(List<BigDecimal> factors, List<BigDecimal> divisors) {
        if (factors.stream().anyMatch(Objects::isNull)
                || divisors.stream().anyMatch(divisor -> divisor == null || divisor.signum() == 0)) {
            return null;
        }
        BigDecimal quotient = product(factors).divide(product(divisors), 18, RoundingMode.HALF_UP);
        return quotient.precision() - quotient.scale() > 20 ? null : quotient;
    }

    private static BigDecimal product(List<BigDecimal> factors) {
        return factors.stream()
                .map(BigDecimal::stripTrailingZeros)
                .reduce(BigDecimal.ONE, (product, factor) -> product.multiply(factor, MathContext.UNLIMITED));
    }

    /**
     * The probability, where rows and columns have nothing to do with each other, of a table with the same sums that is
     * at most as probable as this one.
     */
    static double fisher(long a, long b, long c, long d) {
        long total = a + b + c + d;
        if (total > Integer.MAX_VALUE) {
            throw new ArithmeticException("Fisher's test of " + total + " units: more than it can count");
        }
        if (total == 0) {
            return 1;
        }
        HypergeometricDistribution first =
                new HypergeometricDistribution(null, (int) total, (int) (a + c), (int) (a + b));
        double limit = first.probability((int) a) * SAME;
        double sum = 0;
        for (int cell = first.getSupportLowerBound(); cell <= first.getSupportUpperBound(); cell++) {
            double probability = first.probability(cell);
            if (probability <= limit) {
                sum += probability;
            }
        }
        return Math.min(1, sum);
    }

    /** A java.sql.Date or a LocalDate, by the session's settings; both print as yyyy-mm-dd. */
    private static LocalDate day(Object date) {
        return LocalDate.parse(date.toString());
    }

    private static Instant instant(Object timestamp) {
        return timestamp instanceof Timestamp sql ? sql.toInstant() : (Instant) timestamp;
    }
}
