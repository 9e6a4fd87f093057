package dev.themodel.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction, so that a chain of divisions ends in 80 and not in 80.00000000000001, which would plan for 81.
 *
 * @param numerator any whole number
 * @param denominator above 0
 */
record Rational(BigInteger numerator, BigInteger denominator) {

    Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("Denominator " + denominator + " is not above 0");
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    static Rational of(BigDecimal number) {
        return number.scale() <= 0
                ? new Rational(number.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    /** The quotient by a number above 0. */
    Rational dividedBy(BigDecimal divisor) {
        Rational other = of(divisor);
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** To so many decimals, half-up. */
    BigDecimal rounded(int decimals) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP);
    }
}
