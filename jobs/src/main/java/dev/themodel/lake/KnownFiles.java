package dev.themodel.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.util.DeltaFileOperations;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.PartitionDirectory$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * The files of one version of a table, held in memory, out of which a query takes those it needs. Delta asks its log
 * by a query of its own for each table that a query reads, which takes longer than most of a night's queries.
 */
final class KnownFiles implements FileIndex {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final StructType partitionSchema;
    private final Map<InternalRow, List<KnownFile>> partitions = new LinkedHashMap<>();
    private final long size;

    private record KnownFile(FileStatus status, String statistics) {}

    KnownFiles(Snapshot snapshot, Seq<AddFile> files) {
        this.root = snapshot.dataPath();
        this.partitionSchema = snapshot.metadata().partitionSchema();
        long total = 0;
        Map<Map<String, String>, InternalRow> values = new LinkedHashMap<>();
        for (AddFile file : CollectionConverters.asJava(files)) {
            InternalRow partition =
                    values.computeIfAbsent(CollectionConverters.asJava(file.partitionValues()), this::typed);
            Path path = DeltaFileOperations.absolutePath(root.toString(), file.path());
            FileStatus status = new FileStatus(file.size(), false, 0, 1, file.modificationTime(), path);
            partitions.computeIfAbsent(partition, none -> new ArrayList<>()).add(new KnownFile(status, file.stats()));
            total += file.size();
        }
        this.size = total;
    }

    /** The files of a version, where its newest commit carries the list of them; reads nothing. */
    static Optional<Seq<AddFile>> listed(Snapshot snapshot) {
        Option<VersionChecksum> checksum = snapshot.checksumOpt();
        return checksum.isDefined() && checksum.get().allFiles().isDefined()
                ? Optional.of(checksum.get().allFiles().get())
                : Optional.empty();
    }

    private InternalRow typed(Map<String, String> values) {
        StructField[] fields = partitionSchema.fields();
        Object[] typed = new Object[fields.length];
        for (int place = 0; place < fields.length; place++) {
            Literal text = Literal.create(values.get(fields[place].name()), DataTypes.StringType);
            typed[place] = new Cast(text, fields[place].dataType(), Option.apply("UTC")).eval(null);
        }
        return new GenericInternalRow(typed);
    }

    @Override
    public Seq<PartitionDirectory> listFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        List<Expression> ofData = CollectionConverters.asJava(dataFilters);
        List<PartitionDirectory> found = new ArrayList<>();
        Option<InterpretedPredicate> wanted = predicate(CollectionConverters.asJava(partitionFilters));
        partitions.forEach((values, files) -> {
            if (wanted.isEmpty() || wanted.get().eval(values)) {
                FileStatus[] kept = files.stream()
                        .filter(file -> ofData.stream().allMatch(filter -> mayHold(filter, file)))
                        .map(KnownFile::status)
                        .toArray(FileStatus[]::new);
                if (kept.length > 0) {
                    found.add(PartitionDirectory$.MODULE$.apply(values, kept));
                }
            }
        });
        return CollectionConverters.asScala(found).toSeq();
    }

    private Option<InterpretedPredicate> predicate(List<Expression> filters) {
        return filters.stream()
                .map(filter -> (Expression) filter.transform(new Binding(partitionSchema)))
                .reduce(And::new)
                .map(all -> Option.apply(Predicate$.MODULE$.createInterpreted(all)))
                .orElse(Option.empty());
    }

    /** Whether a file may have rows for a filter: only what tells new rows from old ones is looked at. */
    private static boolean mayHold(Expression filter, KnownFile file) {
        if (filter instanceof GreaterThan greater
                && greater.left() instanceof AttributeReference column
                && greater.right() instanceof Literal bound
                && bound.value() instanceof Long least) {
            OptionalLong greatest = greatest(column.name(), file);
            return greatest.isEmpty() || greatest.getAsLong() > least;
        }
        return true;
    }

    private static OptionalLong greatest(String column, KnownFile file) {
        if (file.statistics() == null) {
            return OptionalLong.empty();
        }
        try {
            JsonNode value = JSON.readTree(file.statistics()).path("maxValues").path(column);
            return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Delta's statistics of " + file.status().getPath() + " are no JSON", e);
        }
    }

    @Override
    public Seq<Path> rootPaths() {
        return CollectionConverters.asScala(List.of(root)).toSeq();
    }

    @Override
    public String[] inputFiles() {
        return partitions.values().stream()
                .flatMap(List::stream)
                .map(file -> file.status().getPath().toString())
                .toArray(String[]::new);
    }

    @Override
    public void refresh() {
        // One version's files never change.
    }

    @Override
    public long sizeInBytes() {
        return size;
    }

    @Override
    public StructType partitionSchema() {
        return partitionSchema;
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
            return expression instanceof AttributeReference;
        }

        @Override
        public Expression apply(Expression expression) {
            AttributeReference column = (AttributeReference) expression;
            int place = Arrays.asList(columns.fieldNames()).indexOf(column.name());
            return new BoundReference(place, column.dataType(), true);
        }
    }
}
