package dev.themodel.cli;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.SqlText;
import dev.themodel.night.Reader;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A question of {@code sql/analysis}, answered from the published state. What it asks about is bound, never pasted into
 * its text.
 *
 * @param file below {@code sql/}, such as {@code analysis/customer_journey.sql}
 * @param text one SELECT
 */
record AnalysisQuery(String file, String text) {

    static final String CUSTOMER_JOURNEY = "analysis/customer_journey.sql";
    static final String FEEDBACK_RECORD = "analysis/feedback_record.sql";
    static final String FEEDBACK_COMMENT = "analysis/feedback_comment.sql";

    /** The shipped one, or the user's of the same name. */
    static AnalysisQuery read(Definitions definitions, String file) {
        return new AnalysisQuery(
                file,
                definitions
                        .text(file)
                        .orElseThrow(() -> new IllegalStateException("The program lacks its file sql/" + file)));
    }

    /** Makes the tables that it reads known by their names. */
    AnalysisQuery show(Reader reader) {
        reader.show(SqlText.tables(SqlText.parse("sql/" + file, text)));
        return this;
    }

    Dataset<Row> rows(SparkSession spark, Map<String, String> parameters) {
        return spark.sql(text, Map.copyOf(parameters));
    }
}
