package dev.themodel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            crm/deals.csv        | crm/deals.csv                   | true
            crm/deals.csv        | crm/dealsXcsv                   | false
            crm/deals.csv        | other/crm/deals.csv             | false
            crm/deals*.csv       | crm/deals.csv                   | true
            crm/deals*.csv       | crm/deals/a.csv                 | false
            crm/dt=*/deals.csv   | crm/dt=2026-04-01/deals.csv     | true
            crm/dt=*/deals.csv   | crm/dt=2026-04-01/old/deals.csv | false
            crm/deals?.csv       | crm/deals1.csv                  | true
            crm/deals?.csv       | crm/deals.csv                   | false
            a?b                  | a/b                             | false
            **/deals.csv         | deals.csv                       | true
            **/deals.csv         | crm/2026/deals.csv              | true
            **/deals.csv         | crm/mydeals.csv                 | false
            crm/**               | crm/a/b.csv                     | true
            crm/**               | crm                             | false
            *.{csv,csv.gz}       | a.csv.gz                        | true
            *.{csv,csv.gz}       | a.csv.bz2                       | false
            a,b.csv              | a,b.csv                         | true
            deals[0-9].csv       | deals7.csv                      | true
            deals[0-9].csv       | dealsx.csv                      | false
            deals[!0-9].csv      | dealsx.csv                      | true
            deals[!0-9].csv      | deals/.csv                      | false
            売上*.csv            | 売上_四月.csv                   | true
            a+b(1).csv           | a+b(1).csv                      | true
            a\\*.csv              | a*.csv                          | true
            a\\*.csv              | ab.csv                          | false
            """)
    void takesWholePaths(String glob, String path, boolean takes) {
        assertThat(new Glob(glob).matches(path)).isEqualTo(takes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x[.csv", "{a,b", "{a,{b}}", "a\\", "[z-a]"})
    void refusesWhatIsNoPattern(String glob) {
        assertThatThrownBy(() -> new Glob(glob)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBraceThatWasNotOpenedIsItself() {
        assertThat(new Glob("a}.csv").matches("a}.csv")).isTrue();
    }
}
