package dev.themodel.mart;

import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * What a night wrote, to be checked before it is published.
 *
 * @param night the business date asked for
 * @param asOf the greatest business date ever run
 * @param publishedIngestId the greatest ingest whose rows are published; those after it are the night's
 * @param publishedVersions of each table the version that is published, -1 where there is none
 * @param writes of all phases since the last publication
 */
public record ChecksRequest(
        LocalDate night,
        LocalDate asOf,
        long publishedIngestId,
        ToLongFunction<TableName> publishedVersions,
        List<TableWrite> writes) {

    public ChecksRequest {
        Objects.requireNonNull(night);
        Objects.requireNonNull(asOf);
        writes = List.copyOf(writes);
    }
}
