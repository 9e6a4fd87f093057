package dev.themodel.star;

import static org.apache.spark.sql.functions.lit;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The star's aggregates of the rows of a test, by their own queries. */
public final class CountedStar {

    private CountedStar() {}

    /** {@code star.visitor_activity} of the lake's {@code star.fact_visit}. */
    public static Dataset<Row> visitorActivity(Lake lake, Settings settings, LocalDate asOf) {
        return new VisitorActivity(lake, settings, new StarSession(lake, settings, asOf), asOf).all();
    }

    /** {@code star.visitor_cohort} of rows of {@code star.stage_entry}. */
    public static Dataset<Row> visitorCohort(Lake lake, Settings settings, LocalDate asOf, Dataset<Row> entries) {
        StarSession session = new StarSession(lake, settings, asOf);
        session.show("counted_entries", entries.withColumn(Aggregates.SIGN, lit(1L)));
        return session.query("visitor_cohort/query.sql");
    }
}
