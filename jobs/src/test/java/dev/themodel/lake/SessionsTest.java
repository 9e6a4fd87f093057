package dev.themodel.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final String DEFAULT_OF_YARN = "yarn.nodemanager.resource.memory-mb";
    private static final String SET_BY_THE_SITE = "mapreduce.task.io.sort.mb";
    private static final String DEFAULT_OF_A_FILE_SYSTEM = "fs.AbstractFileSystem.hdfs.impl";

    @Test
    void forgetsTheDefaultsOfJobsAlone() {
        Configuration configuration = new JobConf(new Configuration());
        configuration.set(SET_BY_THE_SITE, "77");
        assertThat(configuration.get(DEFAULT_OF_YARN)).isNotNull();

        Sessions.forgetDefaultsOfJobs(configuration);

        assertThat(configuration.get(DEFAULT_OF_YARN)).isNull();
        assertThat(configuration.get(SET_BY_THE_SITE)).isEqualTo("77");
        assertThat(configuration.get(DEFAULT_OF_A_FILE_SYSTEM)).isNotNull();
        // Hadoop does not read them again, neither here nor for what is copied from it.
        assertThat(new JobConf(configuration).get(DEFAULT_OF_YARN)).isNull();
    }

    @Test
    void tasksLoadClassesAsTheirPlannerDoes() {
        SparkSession spark = Sessions.openForSmallDeltas("local[2]", "test");

        List<Integer> loaders = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(0), 1)
                .map(row -> System.identityHashCode(Thread.currentThread().getContextClassLoader()))
                .collect();

        assertThat(loaders)
                .containsExactly(System.identityHashCode(Thread.currentThread().getContextClassLoader()));
    }

    @Test
    void whatOneSessionCompiledAnotherDoesNotCompileAgain() {
        SparkSession spark = Sessions.openForSmallDeltas("local[2]", "test");

        long atFirst = compiledBy(spark.newSession());
        long again = compiledBy(spark.newSession());

        assertThat(atFirst).isPositive();
        assertThat(again).isZero();
    }

    private static long compiledBy(SparkSession session) {
        session.conf().set("spark.sql.codegen.wholeStage", "true");
        session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        long before = CodegenMetrics.METRIC_COMPILATION_TIME().getCount();
        assertThat(session.sql("SELECT sum(id * 7919 + 104729) FROM range(3)")
                        .first()
                        .getLong(0))
                .isEqualTo(3 * 7919 + 3 * 104729);
        return CodegenMetrics.METRIC_COMPILATION_TIME().getCount() - before;
    }
}
