package dev.themodel.lake;

import dev.themodel.config.Settings;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The functions of {@code sql/functions.sql}, for the warehouse's own queries and for analysts alike. */
public final class SqlFunctions {

    private static final String FILE = "functions.sql";

    private SqlFunctions() {}

    /** Makes the functions known to a session, with the configured zone and base currency. */
    public static void register(SparkSession session, Definitions definitions, Settings settings) {
        declare(session, "time_zone", settings.timeZone().getId());
        declare(session, "base_currency", settings.baseCurrency());
        String text = definitions
                .text(FILE)
                .orElseThrow(() -> new IllegalStateException("The shipped file sql/" + FILE + " is missing"));
        session.sql("BEGIN\n" + text + "\nEND");
    }

    private static void declare(SparkSession session, String variable, String value) {
        session.sql("DECLARE OR REPLACE VARIABLE " + variable + " STRING");
        session.sql("SET VAR " + variable + " = :value", Map.of("value", value));
    }
}
