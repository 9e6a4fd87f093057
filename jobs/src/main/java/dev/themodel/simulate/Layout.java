package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the system behind a feed writes its files.
 *
 * @param feed what it sends
 * @param isJson JSON lines instead of CSV
 * @param zipped never, always, or on Sundays
 * @param clock how instants are written
 * @param carriesUpdatedAt whether rows say their {@code updated_at}; else the drop's day stands for it
 * @param quirk what is unusual about its CSV, and allowed
 */
record Layout(Feed feed, boolean isJson, Zipped zipped, Clock clock, boolean carriesUpdatedAt, Quirk quirk) {

    /** When a feed's files come compressed. */
    enum Zipped {
        NEVER,
        ON_SUNDAYS,
        ALWAYS
    }

    /** How an instant is written. */
    enum Clock {
        /** {@code 2026-01-05T03:04:05Z}. */
        UTC,
        /** {@code 2026-01-05T12:04:05+09:00}. */
        OFFSET,
        /** {@code 2026-01-05 03:04:05}, which is UTC too. */
        BARE
    }

    /** What some systems do to a CSV file. */
    enum Quirk {
        NONE,
        BYTE_ORDER_MARK,
        WINDOWS_LINE_ENDS,
        /** Column names in capitals, the last column first. */
        CAPITALS_BACKWARDS
    }

    private static final Set<Feed> WITHOUT_UPDATED_AT = Set.of(
            Feeds.VISITS,
            Feeds.SPEND,
            Feeds.ACTIVITIES,
            Feeds.STAGE_CHANGES,
            Feeds.TARGETS,
            Feeds.EXCHANGE_RATES,
            Feeds.CONTENTS);

    private static final Map<String, Layout> LAYOUTS =
            Feeds.all().stream().collect(Collectors.toUnmodifiableMap(Feed::name, Layout::choose));

    static Layout of(Feed feed) {
        return LAYOUTS.get(feed.name());
    }

    /** The columns of its files, in their order there. */
    List<FeedColumn> columns() {
        List<FeedColumn> columns = new ArrayList<>(feed.columns());
        columns.removeIf(column -> !carriesUpdatedAt && column.name().equals(Feed.UPDATED_AT));
        if (quirk == Quirk.CAPITALS_BACKWARDS) {
            Collections.reverse(columns);
        }
        return columns;
    }

    /** A column's name as the header has it. */
    String heading(FeedColumn column) {
        return quirk == Quirk.CAPITALS_BACKWARDS ? column.name().toUpperCase(Locale.ROOT) : column.name();
    }

    String lineEnd() {
        return quirk == Quirk.WINDOWS_LINE_ENDS ? "\r\n" : "\n";
    }

    String byteOrderMark() {
        return quirk == Quirk.BYTE_ORDER_MARK ? "\uFEFF" : "";
    }

    boolean isZippedOn(long day) {
        return zipped == Zipped.ALWAYS
                || (zipped == Zipped.ON_SUNDAYS && LocalDate.ofEpochDay(day).getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    /** The name's ending. */
    String ending(long day) {
        return (isJson ? ".jsonl" : ".csv") + (isZippedOn(day) ? ".gz" : "");
    }

    private static Layout choose(Feed feed) {
        boolean isJson = feed.equals(Feeds.ACTIVITIES) || feed.equals(Feeds.FEEDBACK);
        Zipped zipped = feed.equals(Feeds.VISITS)
                ? Zipped.ON_SUNDAYS
                : feed.equals(Feeds.ACTIVITIES) ? Zipped.ALWAYS : Zipped.NEVER;
        Clock clock = feed.equals(Feeds.VISITS) || isJson
                ? Clock.UTC
                : feed.equals(Feeds.DEALS) || feed.equals(Feeds.RENEWALS) ? Clock.BARE : Clock.OFFSET;
        Quirk quirk = feed.equals(Feeds.EMPLOYEES)
                ? Quirk.BYTE_ORDER_MARK
                : feed.equals(Feeds.ACCOUNTS)
                        ? Quirk.WINDOWS_LINE_ENDS
                        : feed.equals(Feeds.PRODUCTS) ? Quirk.CAPITALS_BACKWARDS : Quirk.NONE;
        return new Layout(feed, isJson, zipped, clock, !WITHOUT_UPDATED_AT.contains(feed), quirk);
    }
}
