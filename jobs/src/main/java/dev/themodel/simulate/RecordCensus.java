package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.List;
import java.util.Map;

/**
 * Counts how many records were made of each kind, and of them those with and without what the marts look at. Of each record
 * the newest version that has landed counts, merged and not counted ones included, deleted ones left out. The counts are
 * called {@code <feed>_<column>} (filled), {@code <feed>_without_<column>} and {@code <feed>_<column>_<value>}.
 */
final class RecordCensus {

    private static final Map<Feed, List<String>> FILLED = Map.of(
            Feeds.LEADS, List.of("handed_over_at", "first_contacted_at", "disqualified_at", "recycled_at"),
            Feeds.OPPORTUNITIES, List.of("handed_over_at", "accepted_at", "rejected_at", "lost_reason", "competitor"),
            Feeds.DEALS, List.of("handed_over_at", "accepted_at"),
            Feeds.RENEWALS, List.of("decided_at", "churn_reason"),
            Feeds.CAMPAIGNS, List.of("channel"),
            Feeds.FEEDBACK, List.of("campaign_id", "action"),
            Feeds.TARGETS, List.of("visitors"));

    private static final Map<Feed, List<String>> MISSING = Map.of(
            Feeds.LEADS, List.of("source", "company", "interest"),
            Feeds.OPPORTUNITIES, List.of("need", "budget", "authority", "timeline", "amount"),
            Feeds.DEALS, List.of("csm_id", "expectation"));

    private static final Map<Feed, List<String>> VALUES = Map.of(
            Feeds.LEADS, List.of("status"),
            Feeds.OPPORTUNITIES, List.of("kind", "stage"),
            Feeds.MEETINGS, List.of("outcome", "format"),
            Feeds.DEALS, List.of("kind", "discount_rate"),
            Feeds.RENEWALS, List.of("outcome"),
            Feeds.FEEDBACK, List.of("from_department", "to_department", "status"),
            Feeds.ACTIVITIES, List.of("kind"),
            Feeds.TARGETS, List.of("segment_type"));

    /** Feeds whose records the books count otherwise, deleted ones included. */
    private static final List<Feed> COUNTED_ELSEWHERE =
            List.of(Feeds.LEADS, Feeds.OPPORTUNITIES, Feeds.DEALS, Feeds.ACCOUNTS);

    private final long asOf;
    private final Truth truth;

    /** A census at the end of a business day. */
    RecordCensus(long asOf, Truth truth) {
        this.asOf = asOf;
        this.truth = truth;
    }

    /** Counts a record whose versions are the ones that land. */
    void add(Entity record) {
        record.versions().stream()
                .filter(version -> version.knownDay() <= asOf)
                .reduce((one, other) -> other.updatedAt() >= one.updatedAt() ? other : one)
                .filter(version -> !version.isDeleted())
                .ifPresent(this::count);
    }

    private void count(Version version) {
        Feed feed = version.feed();
        if (!COUNTED_ELSEWHERE.contains(feed)) {
            truth.count(feed.name());
        }
        for (String column : FILLED.getOrDefault(feed, List.of())) {
            if (version.value(column) != null) {
                truth.count(feed.name() + "_" + column);
            }
        }
        for (String column : MISSING.getOrDefault(feed, List.of())) {
            if (version.value(column) == null) {
                truth.count(feed.name() + "_without_" + column);
            }
        }
        for (String column : VALUES.getOrDefault(feed, List.of())) {
            if (version.value(column) != null) {
                truth.count(feed.name() + "_" + column + "_" + version.value(column));
            }
        }
    }
}
