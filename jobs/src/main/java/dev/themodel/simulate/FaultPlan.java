package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes wrong in the drop of one day: bad rows, bad files, redelivered files. Two or three things a day. */
final class FaultPlan {

    private static final int BAD_ROWS_A_DAY = 2;

    /** A bad row follows the {@code afterRow}th row of its file, where the file has so many. */
    record Planted(BadRow bad, long afterRow) {}

    /** How a whole file can be bad. */
    enum BadFile {
        /** The upload of a compressed file broke off. */
        TRUNCATED_GZIP(Feeds.LEADS, "unreadable"),
        /** A required column is not there. */
        MISSING_COLUMN(Feeds.OPPORTUNITIES, "missing_column"),
        /** The header names a column twice. */
        COLUMN_TWICE(Feeds.LEADS, "unreadable"),
        /** A file of no bytes: no rows, and nothing wrong. */
        EMPTY(Feeds.MEETINGS, ""),
        /** A name that is not data, with a half-written row. */
        UNFINISHED(Feeds.LEADS, "");

        private final Feed feed;
        private final String reason;

        BadFile(Feed feed, String reason) {
            this.feed = feed;
            this.reason = reason;
        }

        Feed feed() {
            return feed;
        }

        /** As the contract names it; empty where the file is not refused. */
        String reason() {
            return reason;
        }
    }

    private final List<Planted> planted = new ArrayList<>();
    private final Optional<BadFile> badFile;
    private final Optional<Feed> redelivered;
    private final boolean isRedeliveredNextDay;

    /**
     * The plan of a day.
     *
     * @param number days since the first drop; the first drop has one bad row of every kind
     */
    FaultPlan(long seed, long number) {
        Draws draws = Draws.of(seed, 0xFA17, number);
        if (number == 0) {
            for (BadRow bad : BadRow.ALL) {
                planted.add(new Planted(bad, draws.between(5, 40)));
            }
        } else {
            for (int index = 0; index < BAD_ROWS_A_DAY; index++) {
                int kind = Math.floorMod(number * BAD_ROWS_A_DAY + index, BadRow.ALL.size());
                planted.add(new Planted(BadRow.ALL.get(kind), draws.between(5, 20)));
            }
        }
        badFile = number % 3 == 1
                ? Optional.of(BadFile.values()[(int) (number / 3 % BadFile.values().length)])
                : Optional.empty();
        redelivered = number % 4 == 2
                ? Optional.of(draws.pick(Feeds.LEADS, Feeds.VISITS, Feeds.OPPORTUNITIES, Feeds.ACTIVITIES))
                : Optional.empty();
        isRedeliveredNextDay = draws.chance(0.5);
    }

    /** The bad rows that follow a row of a file. */
    List<BadRow> after(Feed feed, long row) {
        List<BadRow> due = new ArrayList<>(1);
        for (Planted one : planted) {
            if (one.afterRow() == row && one.bad().feed().equals(feed)) {
                due.add(one.bad());
            }
        }
        return due;
    }

    Optional<BadFile> badFile() {
        return badFile;
    }

    /** Days after which the same bytes of a feed come again; empty where they do not. */
    Optional<Integer> redeliveredAfter(Feed feed) {
        boolean isAgain = redelivered.filter(feed::equals).isPresent();
        boolean isNextDay = isRedeliveredNextDay && Layout.of(feed).carriesUpdatedAt();
        return isAgain ? Optional.of(isNextDay ? 1 : 0) : Optional.empty();
    }
}
