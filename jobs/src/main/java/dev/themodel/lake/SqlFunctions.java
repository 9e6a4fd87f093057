package dev.themodel.lake;

import dev.themodel.config.ChannelRules;
import dev.themodel.config.Settings;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * The functions of {@code sql/functions.sql}, for the warehouse's own queries and for analysts alike, and {@code
 * channel_of(source, medium, campaign's name, campaign's own channel)}, which goes by the configured rules.
 */
public final class SqlFunctions {

    private static final String FILE = "functions.sql";

    private SqlFunctions() {}

    /** Makes the functions known to a session, with the configured zone and base currency. */
    public static void register(SparkSession session, Definitions definitions, Settings settings) {
        declare(session, settings);
        String text = definitions
                .text(FILE)
                .orElseThrow(() -> new IllegalStateException("The shipped file sql/" + FILE + " is missing"));
        session.sql("BEGIN\n" + text + "\nEND");
        registerChannelOf(session, settings.channels());
    }

    private static void registerChannelOf(SparkSession session, ChannelRules rules) {
        UDF4<String, String, String, String, String> channelOf =
                (source, medium, campaign, ownChannel) -> source == null && medium == null && campaign == null
                        ? null
                        : rules.channel(Optional.ofNullable(ownChannel), source, medium, campaign);
        session.udf().register("channel_of", channelOf, DataTypes.StringType);
    }

    /**
     * Another session that knows the functions and views of one, and may add its own: far cheaper than to register them
     * again.
     */
    public static SparkSession sessionLike(SparkSession session, Settings settings) {
        SparkSession another = Sessions.another(session);
        declare(another, settings);
        return another;
    }

    private static void declare(SparkSession session, Settings settings) {
        declare(session, "time_zone", settings.timeZone().getId());
        declare(session, "base_currency", settings.baseCurrency());
    }

    private static void declare(SparkSession session, String variable, String value) {
        // The settings' names of zones and currencies hold nothing that ends the text.
        session.sql("DECLARE OR REPLACE VARIABLE " + variable + " STRING DEFAULT '" + value + "'");
    }
}
