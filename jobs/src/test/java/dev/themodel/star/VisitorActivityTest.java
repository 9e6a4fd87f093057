package dev.themodel.star;

import dev.themodel.cases.CaseSettings;
import dev.themodel.cases.Cases;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The distinct visitors of periods by small cases, each worked by hand; that nights add up to them, see the nights' tests. */
class VisitorActivityTest {

    private static final TableName VISITS = StarTable.FACT_VISIT.name();

    @TempDir
    private Path folder;

    private final SparkSession spark =
            Sessions.openForSmallDeltas("local[2]", "test").newSession();

    @TestFactory
    Stream<DynamicTest> cases() {
        return new Cases(spark).tests("star", table -> List.of(VISITS), this::compute);
    }

    private Dataset<Row> compute(TableName table, CaseSettings given) {
        Lake lake = new Lake(spark, folder.toString(), Definitions.shipped());
        lake.overwrite(
                VISITS,
                spark.table(VISITS.toString())
                        .selectExpr("* EXCEPT (visitor_key)", "xxhash64(visitor_id) AS visitor_key"));
        return DerivedStar.visitorActivity(lake, given.settings(), given.asOf());
    }
}
