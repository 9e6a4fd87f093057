package dev.themodel.lake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.util.CallSite;
import scala.jdk.javaapi.CollectionConverters;

/** Opens the one Spark session of a command, with every setting the warehouse relies on. */
public final class Sessions {

    private static final Set<String> DEFAULTS_OF_JOBS = Set.of("mapred-default.xml", "yarn-default.xml");

    private static final AtomicReference<ClassLoader> LOADER_OF_TASKS = new AtomicReference<>();

    private Sessions() {}

    /**
     * Opens a session.
     *
     * @param master Spark's master; {@code spark-submit --master} wins over it
     * @param applicationName as shown in Spark's own tools
     */
    public static SparkSession open(String master, String applicationName) {
        return open(master, applicationName, settings());
    }

    /**
     * Opens a session for few rows over many tables, as a night after the first has: what is spent on compiling queries
     * and planning them anew while they run costs more there than it saves.
     */
    public static SparkSession openForSmallDeltas(String master, String applicationName) {
        Map<String, String> settings = new LinkedHashMap<>(settings());
        // OneTaskRule turns it on for a query that reads much.
        settings.putAll(OneTaskRule.INTERPRETED);
        // Where expressions are interpreted, what two of them share is cached row by row, which costs more than it
        // saves.
        settings.put("spark.sql.subexpressionElimination.enabled", "false");
        settings.put("spark.sql.adaptive.enabled", "false");
        // One task a stage, unless there is more to read than fits one: a task costs more than its rows.
        settings.put("spark.default.parallelism", "1");
        settings.put("spark.sql.shuffle.partitions", "1");
        settings.put("spark.sql.leafNodeDefaultParallelism", "1");
        settings.put("spark.sql.files.minPartitionNum", "1");
        // What one task yields, one task goes on with: see OneTaskRule.
        settings.put("spark.sql.maxSinglePartitionBytes", Long.MAX_VALUE + "b");
        // Pruning by a join asks for a broadcast, which one task can spare: see OneTaskRule.
        settings.put("spark.sql.optimizer.dynamicPartitionPruning.enabled", "false");
        // Buffers by the size of what goes into them: the defaults, 4 to 64 MB, were half of all memory allocated.
        settings.put("spark.buffer.pageSize", "1m");
        settings.put("spark.broadcast.blockSize", "128k");
        settings.put("spark.sql.parquet.columnarReaderBatchSize", "512");
        settings.put("spark.broadcast.compress", "false");
        settings.put("spark.shuffle.compress", "false");
        // Made anew for each page that is unpacked and each file that is opened.
        settings.put("spark.buffer.size", "16384");
        SparkSession spark = open(master, applicationName, settings);
        ((org.apache.spark.sql.classic.SparkSession) spark)
                .experimental()
                .extraOptimizations_$eq(CollectionConverters.asScala(List.<Rule<LogicalPlan>>of(new OneTaskRule()))
                        .toSeq());
        // Spark walks the stack for each data set and job otherwise, to tell a page that is not served where it began.
        spark.sparkContext().setCallSite(new CallSite(applicationName, applicationName));
        return spark;
    }

    /** Another session over the same context, set up alike; views it makes are its own. */
    public static SparkSession another(SparkSession session) {
        return ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    }

    private static SparkSession open(String master, String applicationName, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(System.getProperty("spark.master", master))
                .appName(applicationName);
        settings.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                builder.config(key, value);
            }
        });
        SparkSession spark = builder.getOrCreate();
        LocalFiles.replaceOpened(spark.sparkContext().hadoopConfiguration());
        forgetDefaultsOfJobs(spark.sparkContext().hadoopConfiguration());
        spark.sparkContext().setLogLevel("ERROR");
        if (spark.sparkContext().isLocal()) {
            loadClassesAsTasksDo(spark);
        }
        return spark;
    }

    /**
     * Spark keeps the code it compiles by the class loader of the thread that asks, and its tasks have one of their own
     * even in this process: what the planning thread compiled, each task's first row would compile once more. Threads
     * that the calling one starts later take its loader over.
     */
    private static void loadClassesAsTasksDo(SparkSession spark) {
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(0), 1)
                .foreach(row -> LOADER_OF_TASKS.set(Thread.currentThread().getContextClassLoader()));
        Thread.currentThread().setContextClassLoader(LOADER_OF_TASKS.get());
    }

    /**
     * Spark sends Hadoop's settings along with each read and write. Two thirds of them are the defaults of MapReduce and
     * YARN, which nothing here runs by; whoever asks for one is answered by Hadoop's code.
     */
    static void forgetDefaultsOfJobs(Configuration configuration) {
        // Hadoop reads these defaults when its first job is made, and would put them back.
        new JobConf(configuration);
        for (Map.Entry<String, String> setting : configuration) {
            String[] sources = configuration.getPropertySources(setting.getKey());
            if (sources != null && DEFAULTS_OF_JOBS.containsAll(Arrays.asList(sources))) {
                configuration.unset(setting.getKey());
            }
        }
    }

    /** The settings that {@link #open} makes, each with its why. What {@code spark-submit --conf} says wins. */
    static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();

        // Delta: without the extension its commands, without the catalog its paths are unknown to the parser.
        // Ours come first: see KnownFilesRule and NamedTables.
        settings.put(
                "spark.sql.extensions",
                KnownFilesRule.Extension.class.getName() + "," + NamedTables.Extension.class.getName()
                        + ",io.delta.sql.DeltaSparkSessionExtension");
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        // A commit asks for the fencing token right before it is written: see FencedLogStore.
        settings.put("spark.delta.logStore.class", FencedLogStore.class.getName());

        // Hadoop starts a process for each local file's permissions otherwise: see LocalFiles.
        settings.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
        settings.put("spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFiles.Context.class.getName());

        // No result depends on the machine's zone; an overflow or a bad cast is an error, never a silent NULL.
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.ansi.enabled", "true");
        // An in-memory catalog: a shared Derby metastore allows one process and costs seconds.
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/model-warehouse-unused");

        // Any Delta reader opens the tables: reader version 1, writer version 2, no features.
        settings.put("spark.databricks.delta.properties.defaults.minReaderVersion", "1");
        settings.put("spark.databricks.delta.properties.defaults.minWriterVersion", "2");
        settings.put("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false");

        // Parameters of spark.sql(text, Map) fail with Delta's extension otherwise (delta-io/delta#7640).
        settings.put("spark.sql.legacy.parameterSubstitution.constantsOnly", "true");
        // A text stands as written; "${env:NAME}" would tell whoever asks what the environment holds, a key perhaps.
        settings.put("spark.sql.variable.substitute", "false");
        // CP932 and the like are refused as charsets of CSV files otherwise.
        settings.put("spark.sql.legacy.javaCharsets", "true");

        // Where the machine's own zone is not UTC, Delta reads each table's whole state again after every commit to
        // verify its checksum file; the session's zone is UTC wherever it runs.
        settings.put("spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");

        // Small deltas: the cost of a commit is tasks and files, not data.
        String cores = Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors()));
        settings.put("spark.sql.shuffle.partitions", cores);
        settings.put("spark.databricks.delta.snapshotPartitions", "1");
        // The initial number is for large inputs; adaptive execution joins small partitions again.
        settings.put("spark.sql.adaptive.enabled", "true");
        settings.put("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
        // Files are sized by the writer here; one file a partition and commit.
        settings.put("spark.databricks.delta.optimizeWrite.enabled", "false");
        settings.put("spark.databricks.delta.autoCompact.enabled", "false");
        // Rows replaced by key cost their files: see TableTransaction.packed.
        settings.put("spark.sql.files.maxRecordsPerFile", "50000");
        // The list of files stands in the checksum file up to this number of them: see KnownFiles.
        settings.put("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "2000");
        // A partition column is typed by its table, not guessed from a folder's name.
        settings.put("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        // Views over many tables are read by their newest files: nobody else writes them meanwhile.
        settings.put("spark.sql.files.ignoreMissingFiles", "false");

        // Sessions of one command load the same classes. Kept apart, each would have its own class loader, and code
        // compiled for a query in one of them would be compiled again in the next.
        settings.put("spark.sql.artifact.isolation.enabled", "false");
        // A night's queries come to more pieces of code than Spark's hundred, and the next night of the same command
        // asks for them again.
        settings.put("spark.sql.codegen.cache.maxEntries", "2000");
        // Asked for at each row of an aggregate otherwise, by way of the process's environment.
        settings.put("spark.sql.types.framework.enabled", "false");

        // A batch command serves no pages and reports no progress of its own; SPARK's bar would mix with ours.
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.ui.showConsoleProgress", "false");
        // Nor does it show plans; Spark writes each out all the same, the long way by default.
        settings.put("spark.sql.ui.explainMode", "simple");
        // Side-by-side builds share the cores fairly instead of queueing behind the largest.
        settings.put("spark.scheduler.mode", "FAIR");
        // On one machine the driver's own name may not resolve; it need not.
        settings.put("spark.driver.host", "localhost");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.cleaner.periodicGC.interval", "5min");
        return settings;
    }
}
