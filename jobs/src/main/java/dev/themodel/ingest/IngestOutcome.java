package dev.themodel.ingest;

import dev.themodel.lake.TableWrite;
import java.time.LocalDate;
import java.util.List;

/**
 * What a night took in.
 *
 * @param night its business date
 * @param ingestId the greatest number of an ingest that the raw tables hold; this run's own where it took files
 * @param writes one for each table written; empty where nothing was new
 * @param filesTaken new files, refused ones included
 * @param filesKnown files whose bytes were known
 * @param feeds by feed, what its new files brought
 * @param refused files none of whose rows were taken
 * @param rejected rows that did not fit, by feed and reason
 * @param missingFeeds feeds expected daily of which nothing lies in the night's folder
 * @param warnings all of this that a person should know, in words
 */
public record IngestOutcome(
        LocalDate night,
        long ingestId,
        List<TableWrite> writes,
        int filesTaken,
        int filesKnown,
        List<FeedRows> feeds,
        List<RefusedFile> refused,
        List<RejectedRows> rejected,
        List<String> missingFeeds,
        List<String> warnings) {

    public IngestOutcome {
        writes = List.copyOf(writes);
        feeds = List.copyOf(feeds);
        refused = List.copyOf(refused);
        rejected = List.copyOf(rejected);
        missingFeeds = List.copyOf(missingFeeds);
        warnings = List.copyOf(warnings);
    }

    /** What the new files of a feed brought, in rows; mapped = accepted + rejected + duplicate. */
    public record FeedRows(
            String feed, int files, long read, long mapped, long accepted, long rejected, long duplicate) {}

    /** A file none of whose rows were taken, and why: its reason as in {@code ops.file}, and what exactly, in words. */
    public record RefusedFile(String feed, String path, String reason, String detail) {}

    /** How many rows of a feed did not fit for one reason. */
    public record RejectedRows(String feed, String reason, long rows) {}
}
