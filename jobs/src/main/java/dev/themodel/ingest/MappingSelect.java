package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.lake.SqlText;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** One mapping's SELECT over the view {@code input}. */
final class MappingSelect {

    private final SourceMapping mapping;

    private MappingSelect(SourceMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Reads the SELECT, without running it.
     *
     * @throws InvalidMapping where it does not parse or is none
     */
    static MappingSelect of(SourceMapping mapping) {
        MappingSelect select = new MappingSelect(mapping);
        try {
            LogicalPlan plan = SqlText.parse(select.file(), mapping.sql());
            if (plan instanceof Command) {
                throw new InvalidMapping(select.file() + " is no SELECT. A mapping is one SELECT over the view input.");
            }
            return select;
        } catch (SqlText.InvalidSql e) {
            throw new InvalidMapping(e.getMessage(), e);
        }
    }

    /** What the SELECT returns for a file, or why it cannot be asked. */
    sealed interface Answer {}

    record Returned(Dataset<Row> rows) implements Answer {}

    record Lacking(Refused refused) implements Answer {}

    /**
     * Asks the SELECT about one file.
     *
     * @param session whose view {@code input} is replaced
     * @throws InvalidMapping where it cannot be understood, returns an unknown column or lacks a required one
     */
    Answer over(SparkSession session, Dataset<Row> input) {
        input.createOrReplaceTempView("input");
        try {
            Dataset<Row> rows = session.sql(mapping.sql().strip().replaceFirst(";\\s*$", ""));
            validate(rows);
            return new Returned(rows);
        } catch (Exception e) {
            if (!(e instanceof AnalysisException fault)) {
                throw e;
            }
            return missingColumn(fault)
                    .map(column -> new Refused(
                            Refusal.MISSING_COLUMN, "lacks column " + column + ", which " + file() + " names"))
                    .or(() -> otherStructure(fault))
                    .map(refused -> (Answer) new Lacking(refused))
                    .orElseThrow(() -> new InvalidMapping(
                            file() + " cannot be understood: "
                                    + fault.getMessage().strip(),
                            fault));
        }
    }

    /** The file the SELECT stands in. */
    String file() {
        return "sql/sources/" + mapping.system() + "/" + mapping.sqlFile();
    }

    private static Optional<String> missingColumn(AnalysisException fault) {
        String condition = String.valueOf(fault.getCondition());
        boolean isUnknownColumn = condition.startsWith("UNRESOLVED_COLUMN") || condition.equals("FIELD_NOT_FOUND");
        return isUnknownColumn
                ? Optional.of(fault.getMessageParameters()
                        .getOrDefault("objectName", fault.getMessageParameters().getOrDefault("fieldName", "")))
                : Optional.empty();
    }

    /** JSON and Parquet files bring the types of their columns along: others than the SELECT expects are the file's fault. */
    private Optional<Refused> otherStructure(AnalysisException fault) {
        String condition = String.valueOf(fault.getCondition());
        boolean isOfType = condition.startsWith("DATATYPE_MISMATCH")
                || condition.startsWith("INVALID_EXTRACT_")
                || condition.equals("AMBIGUOUS_REFERENCE_TO_FIELDS");
        return isOfType && mapping.format() != SourceMapping.Format.CSV
                ? Optional.of(new Refused(
                        Refusal.UNREADABLE, "is built otherwise than " + file() + " expects (" + condition + ")"))
                : Optional.empty();
    }

    private void validate(Dataset<Row> rows) {
        Feed feed = mapping.feed();
        Set<String> known = feed.columns().stream().map(FeedColumn::name).collect(Collectors.toSet());
        Set<String> returned = new HashSet<>();
        List<String> faults = new ArrayList<>();
        for (String column : rows.columns()) {
            String name = SparkValues.plain(column);
            if (!known.contains(name)) {
                faults.add("it returns column '" + column + "', which feed " + feed.name()
                        + " does not know (rename it or leave it out; known: "
                        + feed.columns().stream().map(FeedColumn::name).collect(Collectors.joining(", ")) + ")");
            } else if (!returned.add(name)) {
                faults.add("it returns column '" + column + "' twice");
            }
        }
        for (FeedColumn column : feed.requiredColumns()) {
            if (!returned.contains(column.name())) {
                faults.add("it does not return column '" + column.name() + "', which feed " + feed.name()
                        + " requires (add it)");
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidMapping(
                    file() + " does not fit feed " + feed.name() + ": " + String.join("; ", faults) + ".");
        }
    }
}
