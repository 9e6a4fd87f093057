package dev.themodel.star;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.SqlFunctions;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** A Spark session in which the star's queries run: functions, parameters and the temporary views they read. */
final class StarSession {

    private final SparkSession spark;
    private final Lake lake;
    private final Map<String, Object> parameters;

    StarSession(Lake lake, Settings settings, LocalDate asOf) {
        this.spark = lake.spark();
        this.lake = lake;
        this.parameters = Map.of(
                "as_of", asOf,
                "base_currency", settings.baseCurrency(),
                "lead_enters", settings.leadEnters().code(),
                "lookback_days", settings.attributionLookbackDays());
        SqlFunctions.register(spark, lake.definitions(), settings);
        registerNotCounted(settings);
    }

    /**
     * {@code is_not_counted_reason(reason)}, whatever its case; NULL of NULL. Not by Spark's lower(): that reads all of
     * Unicode's case mappings first, which takes a second, or else goes by the machine's locale.
     */
    private void registerNotCounted(Settings settings) {
        Set<String> notCounted = settings.notCountedReasons().stream()
                .map(reason -> reason.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        UDF1<String, Boolean> isNotCounted =
                reason -> reason == null ? null : notCounted.contains(reason.toLowerCase(Locale.ROOT));
        spark.udf().register("is_not_counted_reason", isNotCounted, DataTypes.BooleanType);
    }

    /** The rows of a query file of the star, over the views shown so far. */
    Dataset<Row> query(String path) {
        String text = lake.definitions()
                .text("star/" + path)
                .orElseThrow(() -> new IllegalStateException("No query at sql/star/" + path));
        return spark.sql(text, parameters);
    }

    /** Makes rows known to later queries under a name. */
    void show(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
    }

    /**
     * Makes rows known to later queries under a name, computed once. Their plan ends here: without that, each step
     * carries the plans of all steps before it, and planning takes longer than the work.
     */
    Dataset<Row> keep(String name, Dataset<Row> rows) {
        Dataset<Row> once = rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
        show(name, once);
        return once;
    }
}
