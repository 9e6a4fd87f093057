package dev.themodel.night;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Which business dates may be run: the clock of the warehouse is told by what has landed, never by the machine. */
public final class BusinessDates {

    /** How far a night may lie beyond the newest landed day without being told to. */
    public static final int DAYS_AHEAD = 31;

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private BusinessDates() {}

    /**
     * Reads a business date.
     *
     * @param option the option it stands at, for the message
     * @throws WrongUsage where it is no date of the form YYYY-MM-DD
     */
    public static LocalDate parse(String option, String text) {
        if (FORM.matcher(text).matches()) {
            try {
                LocalDate date = LocalDate.parse(text);
                if (date.getYear() >= 1900 && date.getYear() <= 2200) {
                    return date;
                }
            } catch (DateTimeException e) {
                throw new WrongUsage(option + " '" + text + "' is no day of the calendar: write YYYY-MM-DD", e);
            }
        }
        throw new WrongUsage(option + " '" + text
                + "' is not a date of the form YYYY-MM-DD between 1900 and 2200, such as 2026-01-31");
    }

    /** The newest {@code dt} folder of any feed or mapped path; empty where there is none. */
    public static Optional<LocalDate> newestLanded(String landing, Configuration configuration) {
        Path folder = landing(landing, configuration);
        try {
            return newestBelow(folder.getFileSystem(configuration), folder, 4);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the landing folder '" + landing + "': " + e.getMessage(), e);
        }
    }

    /**
     * The landing folder, which has to exist.
     *
     * @throws WrongUsage where it does not
     */
    public static Path landing(String landing, Configuration configuration) {
        Path folder = new Path(landing);
        try {
            FileSystem system = folder.getFileSystem(configuration);
            if (!system.getFileStatus(folder).isDirectory()) {
                throw new WrongUsage("The landing folder '" + landing + "' is a file; name a folder by --landing DIR");
            }
            return folder;
        } catch (FileNotFoundException e) {
            throw new WrongUsage(
                    "The landing folder '" + landing
                            + "' does not exist; name it by --landing DIR, or make one by"
                            + " `bin/warehouse simulate --from D --to D`",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the landing folder '" + landing + "': " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a night too far beyond what has landed.
     *
     * @param newest the newest landed day; empty where none is known, and then nothing is refused
     * @throws WrongUsage where the night lies more than {@link #DAYS_AHEAD} days after it
     */
    public static void refuseFarAhead(LocalDate night, Optional<LocalDate> newest) {
        if (newest.isPresent() && night.isAfter(newest.get().plusDays(DAYS_AHEAD))) {
            throw new WrongUsage("The date " + night + " lies more than " + DAYS_AHEAD
                    + " days beyond the newest landed day, dt=" + newest.get()
                    + ": everything would count as of then. Correct the date, or add --force if it is meant");
        }
    }

    private static Optional<LocalDate> newestBelow(FileSystem system, Path folder, int depth) throws IOException {
        Optional<LocalDate> newest = Optional.empty();
        for (FileStatus child : system.listStatus(folder)) {
            String name = child.getPath().getName();
            if (!child.isDirectory() || name.startsWith("_") || name.startsWith(".")) {
                continue;
            }
            Optional<LocalDate> found = name.startsWith("dt=")
                    ? day(name.substring(3))
                    : depth > 0 ? newestBelow(system, child.getPath(), depth - 1) : Optional.empty();
            if (found.isPresent() && (newest.isEmpty() || found.get().isAfter(newest.get()))) {
                newest = found;
            }
        }
        return newest;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return FORM.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
