package dev.themodel.mart;

import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run of the marts starts from.
 *
 * @param asOf the business date up to which events count
 * @param previousAsOf the same of the marts as they stand; empty where there are none
 * @param star what was written to the star and to raw since the marts as they stand were made
 * @param starFingerprints of the star's tables as they now stand
 * @param fingerprints of the marts as they stand: one whose definition has another is built anew, and what reads it
 * @param isRebuild whether to build all marts anew in any case; histories are then left alone
 */
public record MartsRequest(
        LocalDate asOf,
        Optional<LocalDate> previousAsOf,
        List<TableWrite> star,
        Map<TableName, String> starFingerprints,
        Map<TableName, String> fingerprints,
        boolean isRebuild) {

    public MartsRequest {
        Objects.requireNonNull(asOf);
        star = List.copyOf(star);
        starFingerprints = Map.copyOf(starFingerprints);
        fingerprints = Map.copyOf(fingerprints);
        if (previousAsOf.isPresent() && previousAsOf.get().isAfter(asOf)) {
            throw new IllegalArgumentException("as_of " + asOf + " lies before the marts' own " + previousAsOf.get());
        }
    }
}
