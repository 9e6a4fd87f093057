package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JavaFunctionsTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    /** Fisher's own lady tasting tea: 3 of 4 cups right; (16 + 1 + 16 + 1) / 70. */
    @Test
    void theLadyTastingTea() {
        assertThat(JavaFunctions.fisher(3, 1, 1, 3)).isEqualTo(34 / 70.0, CLOSE);
        assertThat(JavaFunctions.fisher(4, 0, 0, 4)).isEqualTo(2 / 70.0, CLOSE);
    }

    /** The usual textbook table: 1 of 10 men and 11 of 14 women study. */
    @Test
    void menAndWomenWhoStudy() {
        assertThat(JavaFunctions.fisher(1, 9, 11, 3)).isEqualTo(0.0027594562, within(1e-9));
    }

    /** Fisher 1935: convictions of twin brothers of criminals, identical and not. */
    @Test
    void convictionsOfTwins() {
        assertThat(JavaFunctions.fisher(2, 10, 15, 3)).isEqualTo(0.0005367241, within(1e-9));
    }

    @Test
    void nothingToTellApartIsCertain() {
        assertThat(JavaFunctions.fisher(0, 0, 0, 0)).isEqualTo(1);
        assertThat(JavaFunctions.fisher(20, 0, 20, 0)).isEqualTo(1, CLOSE);
        assertThat(JavaFunctions.fisher(5, 5, 5, 5)).isEqualTo(1, CLOSE);
    }

    @Test
    void aChainOfDivisionsIsNotRoundedOnTheWay() {
        assertThat(JavaFunctions.exactQuotient(numbers("10000000"), numbers("1000000", "0.5", "0.25", "0.1", "0.05")))
                .isEqualByComparingTo("16000");
        assertThat(JavaFunctions.exactQuotient(numbers("10", "3"), numbers("7", "3")))
                .isEqualByComparingTo("1.428571428571428571");
    }

    @Test
    void whatIsUnknownOrDividedByNothingIsUnknown() {
        assertThat(JavaFunctions.exactQuotient(numbers("10"), numbers("0"))).isNull();
        assertThat(JavaFunctions.exactQuotient(numbers("10"), Arrays.asList(new BigDecimal("2"), null)))
                .isNull();
        assertThat(JavaFunctions.exactQuotient(numbers("1e20"), numbers("0.1"))).isNull();
    }

    private static List<BigDecimal> numbers(String... texts) {
        return Stream.of(texts).map(BigDecimal::new).toList();
    }
}
