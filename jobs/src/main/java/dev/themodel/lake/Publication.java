package dev.themodel.lake;

import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The versions that belong together.
 *
 * @param number strictly increasing
 * @param night as_of: the greatest business date ever run
 * @param versions of every table there was
 * @param ingestId the greatest ingest whose rows it holds
 * @param sequence the greatest entry of the ledger that it includes
 */
public record Publication(long number, LocalDate night, Map<TableName, Long> versions, long ingestId, long sequence) {

    public Publication {
        versions = Map.copyOf(versions);
    }

    /** The published version of a table; empty where it was not there yet. */
    public OptionalLong version(TableName table) {
        Long version = versions.get(table);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }
}
