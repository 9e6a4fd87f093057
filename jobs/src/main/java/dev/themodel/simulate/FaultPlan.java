package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What goes wrong in the drop of one day: bad rows, bad files, redelivered files. Two or three things a day. */
final class FaultPlan {

    /** A file of so few rows may end with a bad one: it is too small to be judged by its share of bad rows. */
    private static final int SMALL_FILE = 8;

    /** A bad row follows the {@code afterRow}th good row of its file, so that its share stays below a tenth. */
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
            Stream.concat(BadRow.OF_THE_WEB.stream(), BadRow.OF_THE_CRM.stream())
                    .forEach(bad -> {
                        int before = (int) planted.stream()
                                .filter(other -> other.bad().feed().equals(bad.feed()))
                                .count();
                        planted.add(new Planted(bad, 20L * (before + 1)));
                    });
        } else {
            planted.add(new Planted(inTurn(BadRow.OF_THE_WEB, number), draws.between(10, 20)));
            planted.add(new Planted(inTurn(BadRow.OF_THE_CRM, number), draws.between(10, 20)));
        }
        badFile = number % 3 == 1
                ? Optional.of(BadFile.values()[(int) (number / 3 % BadFile.values().length)])
                : Optional.empty();
        redelivered = number % 4 == 2
                ? Optional.of(draws.pick(Feeds.LEADS, Feeds.VISITS, Feeds.OPPORTUNITIES, Feeds.ACTIVITIES))
                : Optional.empty();
        isRedeliveredNextDay = draws.chance(0.5);
    }

    /** The bad row that follows a good row of a file. */
    Optional<BadRow> after(Feed feed, long goodRows) {
        for (Planted one : planted) {
            if (one.afterRow() == goodRows && one.bad().feed().equals(feed)) {
                return Optional.of(one.bad());
            }
        }
        return Optional.empty();
    }

    /** The bad row at the end of a small file that had too few rows to have it earlier. */
    Optional<BadRow> atEnd(String feed, long rows) {
        return planted.stream()
                .filter(one -> rows <= SMALL_FILE && one.bad().feed().name().equals(feed))
                .map(Planted::bad)
                .findFirst();
    }

    private static BadRow inTurn(List<BadRow> kinds, long number) {
        return kinds.get((int) (number % kinds.size()));
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
