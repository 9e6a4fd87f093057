package dev.themodel.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.themodel.lake.Definitions;
import dev.themodel.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final TableName PET = TableName.of("star", "pet");

    @Test
    void aFileHoldsSeveralChecksWithTheirOptions() {
        List<Check> checks = Check.parse(PET, """
                -- Checks of pets.

                -- check has_legs (blocking, by born_month): A pet has no legs. Count
                -- them again.
                SELECT name -- the pet's
                FROM star.pet WHERE legs = 0;

                -- check many_legs (warning, everything only): A pet has many legs.
                SELECT name FROM star.pet WHERE legs > 8
                """);
        assertThat(checks).extracting(Check::name).containsExactly("has_legs", "many_legs");
        assertThat(checks.get(0).isBlocking()).isTrue();
        assertThat(checks.get(0).by()).contains("born_month");
        assertThat(checks.get(0).message()).isEqualTo("A pet has no legs. Count them again.");
        assertThat(checks.get(0).select()).isEqualTo("SELECT name -- the pet's\nFROM star.pet WHERE legs = 0");
        assertThat(checks.get(1).isBlocking()).isFalse();
        assertThat(checks.get(1).occasion()).isEqualTo(Check.Occasion.EVERYTHING_ONLY);
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Check.parse(PET, "-- check legs (warning, sometimes): Legs.\nSELECT 1"))
                .hasMessageContaining("star.pet")
                .hasMessageContaining("'sometimes'");
    }

    @Test
    void everyShippedCheckIsRead() {
        assertThat(CheckFiles.all(Definitions.shipped()))
                .extracting(Check::name)
                .contains("rows_add_up", "unique_unit", "negative_lag", "unique_key", "updated_at_ahead");
    }
}
