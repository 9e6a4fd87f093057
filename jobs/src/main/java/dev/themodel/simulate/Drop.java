package dev.themodel.simulate;

import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one night, one a feed: what became known during one business day. */
final class Drop {

    private final Landing landing;
    private final long day;
    private final long lastDay;
    private final FaultPlan faults;
    private final Truth truth;
    private final Map<String, FeedFile> files = new LinkedHashMap<>();

    /**
     * An empty drop.
     *
     * @param lastDay the last drop's day; nothing is written beyond it
     */
    Drop(Landing landing, long day, long lastDay, FaultPlan faults, Truth truth) {
        this.landing = landing;
        this.day = day;
        this.lastDay = lastDay;
        this.faults = faults;
        this.truth = truth;
    }

    long day() {
        return day;
    }

    void write(Version version) throws IOException {
        FeedFile file = file(version.feed());
        file.write(version.values());
        Optional<BadRow> bad = faults.after(version.feed(), file.goodRows());
        if (bad.isPresent()) {
            plant(bad.get(), version.values(), file);
        }
    }

    /** Writes a version that was written before, in this drop or an earlier one. */
    void writeDuplicate(Version version) throws IOException {
        file(version.feed()).writeDuplicate(version.values());
    }

    /** Completes the files and adds the bad ones. */
    void close() throws IOException {
        for (Map.Entry<String, FeedFile> entry : files.entrySet()) {
            FeedFile file = entry.getValue();
            Optional<BadRow> bad = faults.atEnd(entry.getKey(), file.rows());
            if (bad.isPresent() && file.goodRows() > 0 && bearsAnotherBadRow(entry.getKey(), file)) {
                plant(bad.get(), file.sample().get(0), file);
            }
            truth.file(entry.getKey(), file.close());
        }
        Optional<FaultPlan.BadFile> bad = faults.badFile();
        if (bad.isPresent() && files.containsKey(bad.get().feed().name())) {
            writeBadFile(bad.get(), files.get(bad.get().feed().name()).sample());
        }
    }

    /** Whether the feed's bad rows stay within a tenth of its rows: one night may take all drops so far. */
    private boolean bearsAnotherBadRow(String feed, FeedFile file) {
        long bad = truth.sum(feed, Truth.FileTruth::rejected) + file.rejected() + 1;
        long rows = truth.sum(feed, Truth.FileTruth::rows) + file.rows() + 1;
        return bad * 10 <= rows;
    }

    private void plant(BadRow bad, Object[] good, FeedFile file) throws IOException {
        long record = file.writeBad(bad.spoil(good), bad.suffix(), bad.keepPercent());
        truth.badRow(bad, file.path(), record);
    }

    private FeedFile file(Feed feed) throws IOException {
        FeedFile file = files.get(feed.name());
        if (file == null) {
            Layout layout = Layout.of(feed);
            String path = path(feed, day, "", layout.ending(day));
            file = new FeedFile(path, layout, layout.columns(), layout.isZippedOn(day), open(feed, path));
            files.put(feed.name(), file);
        }
        return file;
    }

    private OutputStream open(Feed feed, String path) throws IOException {
        Optional<Integer> again = faults.redeliveredAfter(feed);
        OutputStream bytes = landing.create(path);
        if (again.isEmpty() || day + again.get() > lastDay) {
            return bytes;
        }
        String copy = path(feed, day + again.get(), "_resent", Layout.of(feed).ending(day));
        truth.redelivered(feed, copy, path);
        return new Twofold(bytes, landing.create(copy));
    }

    private String path(Feed feed, long folderDay, String suffix, String ending) {
        return feed.name() + "/dt=" + LocalDate.ofEpochDay(folderDay) + "/" + feed.name() + "-"
                + LocalDate.ofEpochDay(day) + suffix + ending;
    }

    private void writeBadFile(FaultPlan.BadFile kind, List<Object[]> rows) throws IOException {
        Feed feed = kind.feed();
        Layout layout = Layout.of(feed);
        List<FeedColumn> columns = layout.columns();
        String path;
        byte[] bytes;
        switch (kind) {
            case TRUNCATED_GZIP -> {
                path = path(feed, day, "-upload", ".csv.gz");
                byte[] whole = render(layout, columns, rows, true);
                bytes = Arrays.copyOf(whole, whole.length / 2);
            }
            case MISSING_COLUMN -> {
                path = path(feed, day, "-export", ".csv");
                List<FeedColumn> fewer = columns.stream()
                        .filter(column -> !column.name().equals("created_at"))
                        .toList();
                bytes = render(layout, fewer, rows, false);
            }
            case COLUMN_TWICE -> {
                path = path(feed, day, "-joined", ".csv");
                String text = new String(render(layout, columns, rows, false), StandardCharsets.UTF_8);
                bytes = text.replaceFirst("is_deleted", "lead_id").getBytes(StandardCharsets.UTF_8);
            }
            case EMPTY -> {
                path = path(feed, day, "-empty", ".csv");
                bytes = new byte[0];
            }
            default -> {
                path = path(feed, day, "-unfinished", ".csv.tmp");
                byte[] whole = render(layout, columns, rows, false);
                bytes = Arrays.copyOf(whole, whole.length - 7);
            }
        }
        try (OutputStream out = landing.create(path)) {
            out.write(bytes);
        }
        truth.badFile(kind, path);
    }

    private byte[] render(Layout layout, List<FeedColumn> columns, List<Object[]> rows, boolean isZipped)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FeedFile file = new FeedFile("", layout, columns, isZipped, bytes);
        for (Object[] row : rows) {
            file.write(row);
        }
        file.close();
        return bytes.toByteArray();
    }

    /** The same bytes to two places. */
    private static final class Twofold extends FilterOutputStream {
        private final OutputStream second;

        Twofold(OutputStream first, OutputStream second) {
            super(first);
            this.second = second;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            second.write(octet);
        }

        @Override
        public void write(byte[] block, int offset, int length) throws IOException {
            out.write(block, offset, length);
            second.write(block, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
            second.close();
        }
    }
}
