package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.time.Instant;
import java.util.List;

/**
 * A way for a row not to fit.
 *
 * @param feed where it occurs
 * @param reason as the contract names it
 * @param column the first column that does not fit; empty where the row could not be taken apart
 * @param text the column's bad text; null for a missing value
 */
record BadRow(Feed feed, String reason, String column, String text) {

    /** What web and marketing systems do wrong, one a day in turn. */
    static final List<BadRow> OF_THE_WEB = List.of(
            new BadRow(Feeds.VISITS, "not_a_timestamp", "started_at", "2026-13-45T99:00:00Z"),
            new BadRow(Feeds.VISITS, "not_a_number", "page_views", "3 pages"),
            new BadRow(Feeds.ACTIVITIES, "undecodable", "", null),
            new BadRow(Feeds.VISITS, "wrong_column_count", "", null),
            new BadRow(Feeds.VISITS, "out_of_range", "duration_seconds", "-5"),
            new BadRow(Feeds.SPEND, "not_a_date", "spent_on", "2026/01/05"),
            new BadRow(Feeds.VISITS, "missing_required", "visitor_id", null),
            new BadRow(Feeds.ACTIVITIES, "missing_required", "occurred_at", null),
            new BadRow(Feeds.VISITS, "not_a_boolean", "is_deleted", "no"),
            new BadRow(Feeds.SPEND, "not_a_number", "amount", "12.000,00"));

    /** What people type into the CRM, one a day in turn. */
    static final List<BadRow> OF_THE_CRM = List.of(
            new BadRow(Feeds.LEADS, "missing_required", "created_at", null),
            new BadRow(Feeds.LEADS, "unknown_value", "status", "保留"),
            new BadRow(Feeds.OPPORTUNITIES, "not_a_date", "expected_close_date", "来月末"),
            new BadRow(Feeds.LEADS, "not_a_boolean", "is_deleted", "いいえ"),
            new BadRow(Feeds.OPPORTUNITIES, "not_a_number", "amount", "¥1,200,000"),
            new BadRow(Feeds.LEADS, "not_a_timestamp", "updated_at", "yesterday"),
            new BadRow(Feeds.MEETINGS, "unknown_value", "outcome", "延期"),
            new BadRow(Feeds.LEADS, "wrong_column_count", "", null),
            new BadRow(Feeds.OPPORTUNITIES, "out_of_range", "amount", "1000000.005"),
            new BadRow(Feeds.STAGE_CHANGES, "not_a_date", "expected_close_date", "2026-02-30"),
            new BadRow(Feeds.LEADS, "out_of_range", "created_at", "1026-01-05T10:00:00+09:00"),
            new BadRow(Feeds.OPPORTUNITIES, "unknown_value", "kind", "renewal"));

    /**
     * The values of a row, made bad. A row with an unknown value is a newer version of the same record, which then stands
     * as it was; any other has a key that no good row has.
     */
    Object[] spoil(Object[] good) {
        Object[] values = good.clone();
        Integer updatedAt = Version.positions(feed).get(Feed.UPDATED_AT);
        if (reason.equals("unknown_value") && values[updatedAt] instanceof Instant instant) {
            values[updatedAt] = instant.plusSeconds(1);
        } else {
            values[Version.positions(feed).get(feed.keys().get(0))] = values[0] + "-BAD";
        }
        if (!column.isEmpty()) {
            values[Version.positions(feed).get(column)] = text == null ? null : new RowText.Verbatim(text);
        }
        return values;
    }

    /** What is written after the values: one field too many, where that is what is wrong. */
    String suffix() {
        return reason.equals("wrong_column_count") ? ",余分" : "";
    }

    /** Percent of the line that is written: a line that breaks off is no object. */
    int keepPercent() {
        return reason.equals("undecodable") ? 60 : 100;
    }
}
