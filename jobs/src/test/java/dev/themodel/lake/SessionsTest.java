package dev.themodel.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
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
}
