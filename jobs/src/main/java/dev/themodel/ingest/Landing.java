package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The landing folder: which files lie there, and which feed each of them is for. */
final class Landing {

    private static final String DT = "dt=";

    private final FileSystem system;
    private final Path root;

    private Landing(FileSystem system, Path root) {
        this.system = system;
        this.root = root;
    }

    /**
     * What lies there.
     *
     * @param takings files to be taken up to a night, in order
     * @param days of all dt folders that hold files, also later ones
     * @param warnings of files that nobody takes
     */
    record Found(List<Taking> takings, Set<LocalDate> days, List<String> warnings) {}

    /**
     * Opens a landing folder.
     *
     * @throws MissingLanding where there is none
     */
    static Landing at(Configuration configuration, String folder) {
        try {
            Path path = new Path(folder);
            FileSystem system = path.getFileSystem(configuration);
            Path root = system.makeQualified(path);
            if (!system.exists(root) || !system.getFileStatus(root).isDirectory()) {
                throw new MissingLanding("The landing folder '" + folder + "' does not exist or is no folder. Create it"
                        + " and put files into <feed>/dt=YYYY-MM-DD/, or name another one by --landing.");
            }
            return new Landing(system, root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the landing folder '" + folder + "': " + e.getMessage(), e);
        }
    }

    /** Finds the files of all days up to a night. */
    Found upTo(LocalDate night, List<SourceMapping> mappings) {
        List<Taking> takings = new ArrayList<>();
        List<LandedFile> stray = new ArrayList<>();
        Set<LocalDate> days = new TreeSet<>();
        Set<String> foldersInUse = new TreeSet<>();
        for (LandedFile file : files()) {
            file.dt().ifPresent(days::add);
            List<Taking> ofFile = takings(file, night, mappings);
            if (ofFile.isEmpty()) {
                stray.add(file);
            } else {
                file.topFolder().ifPresent(foldersInUse::add);
                ofFile.stream().filter(taking -> !taking.dt().isAfter(night)).forEach(takings::add);
            }
        }
        takings.sort(Taking.ORDER);
        return new Found(List.copyOf(takings), days, warnings(stray, foldersInUse));
    }

    private static List<Taking> takings(LandedFile file, LocalDate night, List<SourceMapping> mappings) {
        List<Taking> takings = new ArrayList<>();
        for (SourceMapping mapping : mappings) {
            if (mapping.takes(file.relativePath())) {
                boolean isFurther = isTaken(takings, mapping.feed());
                takings.add(new Taking(
                        file,
                        mapping.feed(),
                        Optional.of(mapping),
                        isFurther,
                        file.dt().orElse(night)));
            }
        }
        nativeFeed(file)
                .filter(feed -> !isTaken(takings, feed))
                .ifPresent(feed -> takings.add(new Taking(
                        file, feed, Optional.empty(), false, file.dt().orElseThrow())));
        return takings;
    }

    private static boolean isTaken(List<Taking> takings, Feed feed) {
        return takings.stream().anyMatch(taking -> taking.feed().equals(feed));
    }

    /** The feed of a file that lies at {@code <feed>/dt=YYYY-MM-DD/<name>}. */
    private static Optional<Feed> nativeFeed(LandedFile file) {
        String[] parts = file.relativePath().split("/", -1);
        return parts.length == 3 && file.dt().isPresent()
                ? Feeds.all().stream()
                        .filter(feed -> feed.name().equals(parts[0]))
                        .findFirst()
                : Optional.empty();
    }

    private static List<String> warnings(List<LandedFile> stray, Set<String> foldersInUse) {
        Set<String> feeds = Feeds.all().stream().map(Feed::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>();
        List<String> warnings = new ArrayList<>();
        for (LandedFile file : stray) {
            Optional<String> folder = file.topFolder();
            if (folder.isPresent() && !feeds.contains(folder.get()) && !foldersInUse.contains(folder.get())) {
                unknown.add(folder.get());
            } else if (folder.isEmpty() || feeds.contains(folder.get())) {
                warnings.add("File " + file.relativePath()
                        + " was not taken: it lies in no folder <feed>/dt=YYYY-MM-DD, and no mapping names it.");
            }
        }
        for (String folder : unknown) {
            warnings.add("Folder " + folder + " was not taken: it is no feed, and no mapping names its files. Known: "
                    + Feeds.all().stream().map(Feed::name).collect(Collectors.joining(", ")) + ".");
        }
        return warnings;
    }

    private List<LandedFile> files() {
        List<LandedFile> files = new ArrayList<>();
        int prefix = root.toUri().getPath().length() + (root.isRoot() ? 0 : 1);
        try {
            RemoteIterator<LocatedFileStatus> statuses = system.listFiles(root, true);
            while (statuses.hasNext()) {
                LocatedFileStatus status = statuses.next();
                String relative = status.getPath().toUri().getPath().substring(prefix);
                String[] parts = relative.split("/", -1);
                if (isData(parts)) {
                    files.add(new LandedFile(
                            status.getPath().toString(),
                            relative,
                            status.getLen(),
                            status.getModificationTime(),
                            dt(parts)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the landing folder " + root + ": " + e.getMessage(), e);
        }
        return files;
    }

    /** What is hidden, or still being written, is no data. */
    private static boolean isData(String[] parts) {
        return Arrays.stream(parts).noneMatch(part -> part.startsWith("_") || part.startsWith("."))
                && !parts[parts.length - 1].endsWith(".tmp");
    }

    /** The day of the {@code dt=} folder in a path. */
    static Optional<LocalDate> dt(String relativePath) {
        return dt(relativePath.split("/", -1));
    }

    private static Optional<LocalDate> dt(String[] parts) {
        for (int i = 0; i < parts.length - 1; i++) {
            if (parts[i].startsWith(DT)) {
                try {
                    return Optional.of(LocalDate.parse(parts[i].substring(DT.length())));
                } catch (DateTimeException noDay) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** There is no landing folder. */
    static final class MissingLanding extends RuntimeException {
        MissingLanding(String message) {
            super(message);
        }
    }
}
