package dev.themodel.config;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one department owes another when it hands a record over.
 *
 * @param answerHours business hours within which the receiving side answers
 * @param required the fields, named as in the raw table, that ought to be filled
 */
public record HandoffSettings(BigDecimal answerHours, List<String> required) {

    public HandoffSettings {
        required = List.copyOf(required);
    }
}
