package dev.themodel.night;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a lock: {@code <number>} is a token and names its holder, {@code <number>.alive} was last written when the
 * holder last gave a sign of life, {@code <number>.free} says it was given back. Ages are told by the file system's own
 * clock, so that machines need not agree on the time.
 */
final class LockFolder {

    private static final String ALIVE = ".alive";
    private static final String FREE = ".free";

    private final FileSystem system;
    private final Path folder;

    LockFolder(String root, Configuration configuration) {
        try {
            this.folder = new Path(root, "_lock");
            this.system = folder.getFileSystem(configuration);
            system.mkdirs(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the warehouse folder '" + root + "': " + e.getMessage(), e);
        }
    }

    /** The greatest token, 0 where there is none. */
    long newestToken() {
        try {
            long newest = 0;
            for (FileStatus file : system.listStatus(folder)) {
                String name = file.getPath().getName();
                if (name.chars().allMatch(Character::isDigit)) {
                    newest = Math.max(newest, Long.parseLong(name));
                }
            }
            return newest;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the lock at " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Who holds by this token, in words; empty where nobody does any more. */
    Optional<String> holder(long token, Duration lease) {
        try {
            if (system.exists(path(token, FREE))) {
                return Optional.empty();
            }
            String text = text(path(token, ""));
            Optional<Holder> holder = Holder.parse(text);
            if (holder.isPresent() && holder.get().isGone()) {
                return Optional.empty();
            }
            long age = now() - lastSign(token);
            return age > lease.toMillis()
                    ? Optional.empty()
                    : Optional.of(holder.map(Holder::words).orElse("an unknown process") + ", last sign of life "
                            + Math.max(0, age / 1000) + " s ago");
        } catch (FileNotFoundException e) {
            // Its successor has just taken it away: whoever that is holds the warehouse.
            return Optional.of("it came first by a moment");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the lock at " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Creates a token for this process; false where another one was quicker. */
    boolean create(long token) {
        byte[] text = Holder.current().text().getBytes(StandardCharsets.UTF_8);
        try {
            if (system instanceof LocalFileSystem local) {
                // Hadoop's local create looks first and writes then; the operating system does both at once.
                Files.write(
                        local.pathToFile(path(token, "")).toPath(),
                        text,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                return true;
            }
            try (FSDataOutputStream out = system.create(path(token, ""), false)) {
                out.write(text);
            }
            return true;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take the lock at " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Gives a sign of life; false where the file system did not take it, which the lease outlasts for a while. */
    boolean renew(long token) {
        try {
            write(path(token, ALIVE), "alive");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Says that the token's holder is done; where that cannot be said the lease runs out by itself. */
    void release(long token) {
        try {
            write(path(token, FREE), "free");
            system.delete(path(token, ALIVE), false);
        } catch (IOException e) {
            System.err.println("Cannot give back the lock at " + folder + ": " + e.getMessage()
                    + "; its lease ends after " + WarehouseLock.LEASE.toSeconds() + " s.");
        }
    }

    /** Takes away what earlier holders left. */
    void forgetBefore(long token) {
        try {
            for (FileStatus file : system.listStatus(folder)) {
                String name = file.getPath().getName();
                int dot = name.indexOf('.');
                String number = dot < 0 ? name : name.substring(0, dot);
                if (!number.isEmpty()
                        && number.chars().allMatch(Character::isDigit)
                        && Long.parseLong(number) < token) {
                    system.delete(file.getPath(), false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tidy the lock at " + folder + ": " + e.getMessage(), e);
        }
    }

    private long lastSign(long token) throws IOException {
        try {
            return system.getFileStatus(path(token, ALIVE)).getModificationTime();
        } catch (FileNotFoundException e) {
            return system.getFileStatus(path(token, "")).getModificationTime();
        }
    }

    /** The file system's own time, told by a file written now. */
    private long now() throws IOException {
        Path probe = new Path(folder, "_now-" + ProcessHandle.current().pid());
        write(probe, "now");
        long time = system.getFileStatus(probe).getModificationTime();
        system.delete(probe, false);
        return time;
    }

    private void write(Path file, String text) throws IOException {
        if (system instanceof LocalFileSystem local) {
            Files.writeString(local.pathToFile(file).toPath(), text);
            return;
        }
        try (FSDataOutputStream out = system.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String text(Path file) throws IOException {
        try (FSDataInputStream in = system.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path path(long token, String suffix) {
        return new Path(folder, String.format(java.util.Locale.ROOT, "%012d%s", token, suffix));
    }
}
