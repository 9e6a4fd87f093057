package dev.themodel.star;

import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a build of the star starts from.
 *
 * @param asOf the business date up to which events count
 * @param previousAsOf the same of the star as it stands; empty where there is none
 * @param consumedIngest the greatest {@code ingest_id} that the star as it stands has taken in; 0 where there is none
 * @param fingerprints of the tables as they stand: a table whose definition has another one is built anew
 * @param everything whether to build all tables anew in any case
 */
public record StarRequest(
        LocalDate asOf,
        Optional<LocalDate> previousAsOf,
        long consumedIngest,
        Map<TableName, String> fingerprints,
        boolean everything) {

    public StarRequest {
        Objects.requireNonNull(asOf);
        fingerprints = Map.copyOf(fingerprints);
        if (previousAsOf.isPresent() && previousAsOf.get().isAfter(asOf)) {
            throw new IllegalArgumentException("as_of " + asOf + " lies before the star's own " + previousAsOf.get());
        }
    }
}
