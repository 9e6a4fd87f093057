package dev.themodel.mart;

import dev.themodel.lake.TableWrite;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a night wrote, to be checked before it is published.
 *
 * @param night the business date asked for
 * @param asOf the greatest business date ever run
 * @param publishedIngestId the greatest ingest whose rows are published; those after it are the night's
 * @param writes of all phases since the last publication
 */
public record ChecksRequest(LocalDate night, LocalDate asOf, long publishedIngestId, List<TableWrite> writes) {

    public ChecksRequest {
        Objects.requireNonNull(night);
        Objects.requireNonNull(asOf);
        writes = List.copyOf(writes);
    }
}
