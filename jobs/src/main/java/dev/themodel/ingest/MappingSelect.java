package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.ingest.FileFacts.Refused;
import dev.themodel.lake.SqlText;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

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
     * Asks the SELECT about one file. A key that no line of a JSON file has is NULL, as it is where some have it.
     *
     * @param session whose view {@code input} is replaced
     * @throws InvalidMapping where it cannot be understood, returns an unknown column or lacks a required one
     */
    Answer over(SparkSession session, Dataset<Row> input) {
        return over(session, input, Optional.empty());
    }

    /** @param lack what the file was found to lack before a key was added to its own */
    private Answer over(SparkSession session, Dataset<Row> input, Optional<Refused> lack) {
        input.createOrReplaceTempView("input");
        try {
            Dataset<Row> rows = session.sql(mapping.sql().strip().replaceFirst(";\\s*$", ""));
            validate(rows);
            return new Returned(rows);
        } catch (Exception e) {
            if (!(e instanceof AnalysisException fault)) {
                throw e;
            }
            Optional<Refused> first = lack.or(() -> missingColumn(fault)).or(() -> otherStructure(fault));
            return absentKey(fault, input)
                    .map(key -> over(
                            session, input.withColumn(key, functions.lit(null).cast(DataTypes.StringType)), first))
                    .or(() -> first.map(Lacking::new))
                    .orElseThrow(() -> new InvalidMapping(
                            file() + " cannot be understood: "
                                    + fault.getMessage().strip(),
                            fault));
        }
    }

    /**
     * Whether the versions of a file's rows would be other ones on another day.
     *
     * @param session as in {@link #over}
     * @param answer what the SELECT returned for the file
     */
    boolean isOfItsDt(SparkSession session, Dataset<Row> input, Dataset<Row> answer) {
        boolean namesVersions = Arrays.stream(answer.columns())
                .anyMatch(column -> SparkValues.plain(column).equals(Feed.UPDATED_AT));
        if (!mapping.namesDt() || !namesVersions) {
            return false;
        }
        Dataset<Row> nextDay =
                input.withColumn(SourceMapping.DT, functions.date_add(functions.col(SourceMapping.DT), 1));
        Dataset<Row> answerOfNextDay = ((Returned) over(session, nextDay)).rows();
        return !answer.select(Feed.UPDATED_AT)
                .exceptAll(answerOfNextDay.select(Feed.UPDATED_AT))
                .isEmpty();
    }

    /** The file the SELECT stands in. */
    String file() {
        return "sql/sources/" + mapping.system() + "/" + mapping.sqlFile();
    }

    private Optional<Refused> missingColumn(AnalysisException fault) {
        boolean isUnknownField = String.valueOf(fault.getCondition()).equals("FIELD_NOT_FOUND");
        Optional<String> column =
                isUnknownField ? Optional.of(fault.getMessageParameters().get("fieldName")) : unresolved(fault);
        return column.map(
                name -> new Refused(Refusal.MISSING_COLUMN, "lacks column " + name + ", which " + file() + " names"));
    }

    private static Optional<String> unresolved(AnalysisException fault) {
        return String.valueOf(fault.getCondition()).startsWith("UNRESOLVED_COLUMN.")
                ? Optional.of(fault.getMessageParameters().get("objectName"))
                : Optional.empty();
    }

    /** What the SELECT names and none of a JSON file's lines has, without what stands before it: that may be an alias. */
    private Optional<String> absentKey(AnalysisException fault, Dataset<Row> input) {
        return unresolved(fault)
                .filter(any -> mapping.format() == SourceMapping.Format.JSON)
                .map(name -> UnresolvedAttribute.parseAttributeName(name).last())
                .filter(key -> Arrays.stream(input.columns()).noneMatch(key::equalsIgnoreCase));
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
