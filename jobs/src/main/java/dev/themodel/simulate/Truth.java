package dev.themodel.simulate;

import dev.themodel.model.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The simulator's own books: what it made, counted as the contract's definitions count on the last simulated day. */
public final class Truth {

    /**
     * A data file and its rows; {@code rows = accepted + rejected + duplicate}.
     *
     * @param path below the landing folder
     */
    public record FileTruth(String feed, String path, long rows, long accepted, long rejected, long duplicate) {}

    /**
     * A row that must be rejected.
     *
     * @param record its number in the file, 1 for the first row
     * @param column empty where the row cannot be taken apart
     */
    public record BadRowTruth(String feed, String path, long record, String column, String reason) {}

    /**
     * A file beside the good ones.
     *
     * @param reason why it is refused; empty where it only has nothing in it
     */
    public record BadFileTruth(String feed, String path, String kind, String reason) {}

    /** A file whose bytes came before, as {@code sameAs}. */
    public record RedeliveryTruth(String feed, String path, String sameAs) {}

    private final SimulationOptions options;
    private final List<FileTruth> files = new ArrayList<>();
    private final List<BadRowTruth> badRows = new ArrayList<>();
    private final List<BadFileTruth> badFiles = new ArrayList<>();
    private final List<RedeliveryTruth> redelivered = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final FunnelTruth funnel;

    Truth(SimulationOptions options, FunnelTruth funnel) {
        this.options = options;
        this.funnel = funnel;
    }

    public SimulationOptions options() {
        return options;
    }

    /** What entered each stage in each month. */
    public FunnelTruth funnel() {
        return funnel;
    }

    /** The data files that are neither refused nor redelivered nor empty. */
    public List<FileTruth> files() {
        return List.copyOf(files);
    }

    public List<BadRowTruth> badRows() {
        return List.copyOf(badRows);
    }

    /** Bad, empty and unfinished files. */
    public List<BadFileTruth> badFiles() {
        return List.copyOf(badFiles);
    }

    /** The bad files that must be refused, with their reasons. */
    public List<BadFileTruth> refusedFiles() {
        return badFiles.stream().filter(file -> !file.reason().isEmpty()).toList();
    }

    public List<RedeliveryTruth> redelivered() {
        return List.copyOf(redelivered);
    }

    /** Rows landed, redelivered files apart. */
    public long rows() {
        return files.stream().mapToLong(FileTruth::rows).sum();
    }

    /** How many of what was made, such as {@code leads merged}. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** A figure over the files of a feed so far. */
    long sum(String feed, ToLongFunction<FileTruth> figure) {
        return files.stream()
                .filter(file -> file.feed().equals(feed))
                .mapToLong(figure)
                .sum();
    }

    long fileCount() {
        return files.size() + badFiles.size() + redelivered.size();
    }

    void file(String feed, FeedFile.FileCount count) {
        files.add(
                new FileTruth(feed, count.path(), count.rows(), count.accepted(), count.rejected(), count.duplicate()));
    }

    void badRow(BadRow bad, String path, long record) {
        badRows.add(new BadRowTruth(bad.feed().name(), path, record, bad.column(), bad.reason()));
    }

    void badFile(FaultPlan.BadFile kind, String path) {
        badFiles.add(new BadFileTruth(kind.feed().name(), path, kind.name(), kind.reason()));
    }

    void redelivered(Feed feed, String path, String sameAs) {
        redelivered.add(new RedeliveryTruth(feed.name(), path, sameAs));
    }

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }
}
