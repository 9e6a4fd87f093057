package dev.themodel.mart;

import dev.themodel.cases.CaseSettings;
import dev.themodel.cases.Cases;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.Lake;
import dev.themodel.lake.NamedTables;
import dev.themodel.lake.Sessions;
import dev.themodel.model.TableName;
import dev.themodel.star.DerivedStar;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The marts' queries by small cases, each worked by hand from the definitions. */
class MartCasesTest {

    private final SparkSession spark =
            Sessions.openForSmallDeltas("local[2]", "test").newSession();
    private final Definitions definitions = Definitions.shipped();

    MartCasesTest() {
        // a few rows: compiling code for them takes longer than running without
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        spark.conf().set("spark.sql.shuffle.partitions", "1");
        spark.conf().set("spark.sql.adaptive.enabled", "false");
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return new Cases(spark).tests("mart", this::inputs, this::compute);
    }

    /** What the star works out of its other tables is worked out, not given by a case. */
    private Collection<TableName> inputs(TableName mart) {
        Set<TableName> inputs = new TreeSet<>(Horizon.INPUTS);
        inputs.addAll(MartDefinition.read(definitions, mart).inputs());
        inputs.remove(SmallStar.VISITOR_COHORT);
        for (DerivedStar.Derived derived : DerivedStar.TABLES) {
            if (inputs.remove(derived.table())) {
                inputs.addAll(derived.reads());
            }
        }
        return inputs;
    }

    private Dataset<Row> compute(TableName name, CaseSettings given) {
        MartDefinition mart = MartDefinition.read(definitions, name);
        Lake lake = new Lake(spark, "unused", definitions);
        Dataset<Row> entries = spark.table(SmallStar.STAGE_ENTRY.toString());
        NamedTables.name(
                spark,
                SmallStar.VISITOR_COHORT,
                DerivedStar.visitorCohort(lake, given.settings(), given.asOf(), entries));
        for (DerivedStar.Derived derived : DerivedStar.TABLES) {
            if (mart.inputs().contains(derived.table())) {
                NamedTables.name(
                        spark,
                        derived.table(),
                        derived.derivation().rows(lake, given.settings(), given.asOf(), this::given));
            }
        }
        WarehouseClock clock = new WarehouseClock(given.asOf(), Horizon.firstDate(spark, given.asOf()));
        QueryViews.register(
                spark,
                definitions,
                given.settings(),
                clock,
                Horizon.everyPeriod(
                        spark,
                        clock,
                        given.settings(),
                        inputs(name).stream().map(definitions::of).toList(),
                        mart.period()
                                .map(period -> period.kinds(given.settings()))
                                .orElse(given.settings().periods())));
        return spark.sql(mart.query().orElseThrow());
    }

    private Dataset<Row> given(TableName table) {
        return spark.table(table.toString());
    }
}
