package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;

/**
 * One visit of the web site.
 *
 * @param startedAt epoch second
 * @param origin where it came from; the campaign is that of the visit's month
 * @param knownDay epoch day of the drop that brings it
 * @param deletedDay epoch day of the drop that takes it out again, {@link #NEVER} where none does
 */
record Visit(
        String visitId,
        String visitorId,
        long startedAt,
        Origin origin,
        String campaignId,
        String contentId,
        String device,
        int pageViews,
        int durationSeconds,
        long knownDay,
        long deletedDay) {

    static final long NEVER = Long.MAX_VALUE;

    /** Whether the visit stands in the books after the drop of a day. */
    boolean stands(long day) {
        return knownDay <= day && deletedDay > day;
    }

    Version arrival() {
        return version(knownDay, pageViews, false);
    }

    Version deletion() {
        return version(deletedDay, pageViews, true);
    }

    /** The same visit counted again with more pages, in a later drop. */
    Version correction(long day) {
        return version(day, pageViews + 1, false);
    }

    private Version version(long day, int pages, boolean isDeleted) {
        Feed feed = Feeds.VISITS;
        Object[] values = {
            visitId,
            visitorId,
            Tokyo.instant(startedAt),
            origin.source(),
            origin.medium(),
            campaignId,
            contentId,
            contentId == null ? "/" : "/contents/" + contentId,
            origin.referrer(),
            device,
            "JP",
            pages,
            durationSeconds,
            null,
            isDeleted ? Boolean.TRUE : null
        };
        return new Version(feed, values, Tokyo.start(day), day);
    }
}
