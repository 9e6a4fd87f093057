package dev.themodel.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.util.DeltaFileOperations;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation$;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.PartitionDirectory$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * The files of one version of a table, held in memory, out of which a query takes those it needs. Delta asks its log
 * by a query of its own for each table that a query reads, which takes longer than most of a night's queries. The tables
 * are of the plain protocol, so that a file's rows are the table's rows.
 */
final class KnownFiles implements FileIndex {

    /** The column that Spark offers beside a file's own: its name without the folder. */
    static final String FILE_NAME = "_metadata.file_name";

    private final Path root;
    private final Metadata metadata;
    private final List<KnownFile> files;

    private KnownFiles(Path root, Metadata metadata, List<KnownFile> files) {
        this.root = root;
        this.metadata = metadata;
        this.files = List.copyOf(files);
    }

    /** The given files of a version. */
    static KnownFiles of(Path root, Metadata metadata, List<AddFile> added) {
        StructType columns = metadata.partitionSchema();
        Map<Map<String, String>, InternalRow> partitions = new LinkedHashMap<>();
        List<KnownFile> files = new ArrayList<>();
        for (AddFile file : added) {
            InternalRow partition = partitions.computeIfAbsent(
                    CollectionConverters.asJava(file.partitionValues()), values -> typed(columns, values));
            Path path = DeltaFileOperations.absolutePath(root.toString(), file.path());
            FileStatus status = new FileStatus(file.size(), false, 0, 1, file.modificationTime(), path);
            files.add(KnownFile.of(file, partition, status));
        }
        return new KnownFiles(root, metadata, files);
    }

    /** All files of a version, where its newest commit carries the list of them; reads nothing. */
    static Optional<KnownFiles> listed(Snapshot snapshot) {
        Option<VersionChecksum> checksum = snapshot.checksumOpt();
        boolean isPlain = snapshot.protocol().minReaderVersion() == 1;
        return isPlain && checksum.isDefined() && checksum.get().allFiles().isDefined()
                ? Optional.of(of(
                        snapshot.dataPath(),
                        snapshot.metadata(),
                        CollectionConverters.asJava(checksum.get().allFiles().get())))
                : Optional.empty();
    }

    private static InternalRow typed(StructType columns, Map<String, String> values) {
        StructField[] fields = columns.fields();
        Object[] typed = new Object[fields.length];
        for (int place = 0; place < fields.length; place++) {
            Literal text = Literal.create(values.get(fields[place].name()), DataTypes.StringType);
            typed[place] = new Cast(text, fields[place].dataType(), Option.apply("UTC")).eval(null);
        }
        return new GenericInternalRow(typed);
    }

    List<KnownFile> files() {
        return files;
    }

    /** Their names. */
    Set<String> names() {
        return files.stream().map(KnownFile::name).collect(Collectors.toCollection(HashSet::new));
    }

    /** Those in partitions for which a condition over partition columns holds. */
    KnownFiles inPartitions(Expression condition) {
        InterpretedPredicate wanted = predicate(condition);
        return new KnownFiles(
                root,
                metadata,
                files.stream().filter(file -> wanted.eval(file.partition())).toList());
    }

    /** Those of some names. */
    KnownFiles named(Set<String> names) {
        return new KnownFiles(
                root,
                metadata,
                files.stream().filter(file -> names.contains(file.name())).toList());
    }

    /** The rows of the files. */
    Dataset<Row> rows(SparkSession session) {
        var classic = (org.apache.spark.sql.classic.SparkSession) session;
        HadoopFsRelation relation = new HadoopFsRelation(
                this,
                partitionSchema(),
                metadata.schema().asNullable(),
                Option.empty(),
                new ParquetFileFormat(),
                Map$.MODULE$.empty(),
                classic);
        return org.apache.spark.sql.classic.Dataset.ofRows(classic, LogicalRelation$.MODULE$.apply(relation, false));
    }

    @Override
    public Seq<PartitionDirectory> listFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        List<Expression> ofData = CollectionConverters.asJava(dataFilters);
        Map<InternalRow, List<FileStatus>> found = new LinkedHashMap<>();
        KnownFiles wanted = CollectionConverters.asJava(partitionFilters).stream()
                .reduce(And::new)
                .map(this::inPartitions)
                .orElse(this);
        for (KnownFile file : wanted.files) {
            if (ofData.stream().allMatch(filter -> FileFilter.mayHold(filter, file))) {
                found.computeIfAbsent(file.partition(), none -> new ArrayList<>())
                        .add(file.status());
            }
        }
        return CollectionConverters.asScala(found.entrySet().stream()
                        .map(entry -> PartitionDirectory$.MODULE$.apply(
                                entry.getKey(), entry.getValue().toArray(FileStatus[]::new)))
                        .toList())
                .toSeq();
    }

    private InterpretedPredicate predicate(Expression condition) {
        return Predicate$.MODULE$.createInterpreted((Expression) condition.transform(new Binding(partitionSchema())));
    }

    @Override
    public Seq<Path> rootPaths() {
        return CollectionConverters.asScala(List.of(root)).toSeq();
    }

    @Override
    public String[] inputFiles() {
        return files.stream().map(file -> file.status().getPath().toString()).toArray(String[]::new);
    }

    @Override
    public void refresh() {
        // One version's files never change.
    }

    @Override
    public long sizeInBytes() {
        return files.stream().mapToLong(file -> file.status().getLen()).sum();
    }

    @Override
    public StructType partitionSchema() {
        return metadata.partitionSchema();
    }

    /** Puts a place among the partition's values for each column's name. */
    private static final class Binding extends AbstractPartialFunction<Expression, Expression> {

        private static final long serialVersionUID = 1L;
        private final transient StructType columns;

        Binding(StructType columns) {
            this.columns = columns;
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof AttributeReference || expression instanceof UnresolvedAttribute;
        }

        @Override
        public Expression apply(Expression expression) {
            String name = ((NamedExpression) expression).name();
            int place = Arrays.asList(columns.fieldNames()).indexOf(name);
            if (place < 0) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no partition column; those are " + String.join(", ", columns.fieldNames()));
            }
            return new BoundReference(place, columns.fields()[place].dataType(), true);
        }
    }
}
