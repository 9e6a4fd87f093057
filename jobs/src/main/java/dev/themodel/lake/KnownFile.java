package dev.themodel.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * One file of a table.
 *
 * @param added as Delta's log has it
 * @param partition the values of the partition columns
 * @param status where it lies and how large it is
 * @param statistics what was counted when it was written; missing where nothing was
 */
record KnownFile(AddFile added, InternalRow partition, FileStatus status, JsonNode statistics) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static KnownFile of(AddFile added, InternalRow partition, FileStatus status) {
        return new KnownFile(added, partition, status, statistics(added));
    }

    /** Its name without the folder, which no other file of the table has. */
    String name() {
        return status.getPath().getName();
    }

    /** The action that brings it back once it has gone; the list of files says of each that it is no change. */
    AddFile addedAgain() {
        return new AddFile(
                added.path(),
                added.partitionValues(),
                added.size(),
                added.modificationTime(),
                true,
                added.stats(),
                added.tags(),
                added.deletionVector(),
                added.baseRowId(),
                added.defaultRowCommitVersion(),
                added.clusteringProvider(),
                Option.empty(),
                Option.empty());
    }

    /** The number of its rows; empty where it does not tell. */
    OptionalLong rows() {
        JsonNode count = statistics.path("numRecords");
        return count.isIntegralNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
    }

    /**
     * The least value of a DATE (as days since 1970) or BIGINT column: nothing where all rows are NULL; empty where it
     * does not tell.
     */
    Optional<OptionalLong> least(String column, boolean isDate) {
        return extreme("minValues", column, isDate);
    }

    /** The greatest value, likewise. */
    Optional<OptionalLong> greatest(String column, boolean isDate) {
        return extreme("maxValues", column, isDate);
    }

    /**
     * An instant that no value of a TIMESTAMP column is later than, in microseconds since 1970; empty where it does not
     * tell. Statistics leave out what is below a millisecond.
     */
    OptionalLong latest(String column) {
        JsonNode value = statistics.path("maxValues").path(column);
        return value.isTextual()
                ? OptionalLong.of(ChronoUnit.MICROS.between(
                                Instant.EPOCH,
                                OffsetDateTime.parse(value.textValue()).toInstant())
                        + 1000)
                : OptionalLong.empty();
    }

    private Optional<OptionalLong> extreme(String statistic, String column, boolean isDate) {
        JsonNode value = statistics.path(statistic).path(column);
        if (isDate && value.isTextual()) {
            return Optional.of(
                    OptionalLong.of(LocalDate.parse(value.textValue()).toEpochDay()));
        }
        if (!isDate && value.isIntegralNumber()) {
            return Optional.of(OptionalLong.of(value.longValue()));
        }
        JsonNode nulls = statistics.path("nullCount").path(column);
        boolean isAllNull = nulls.isIntegralNumber() && nulls.equals(statistics.path("numRecords"));
        return isAllNull ? Optional.of(OptionalLong.empty()) : Optional.empty();
    }

    private static JsonNode statistics(AddFile file) {
        if (file.stats() == null) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(file.stats());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Delta's statistics of " + file.path() + " are no JSON", e);
        }
    }
}
