package dev.themodel.ingest;

import dev.themodel.config.Settings;
import dev.themodel.model.Feed;
import dev.themodel.model.FeedColumn;
import dev.themodel.model.Feeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a person should know about the files of a night, in words; nothing in them is personal. */
final class Warnings {

    private final LocalDate night;
    private final Settings settings;
    private final EmailHash emailHash;
    private final LandingIndex index;

    Warnings(LocalDate night, Settings settings, EmailHash emailHash, LandingIndex index) {
        this.night = night;
        this.settings = settings;
        this.emailHash = emailHash;
        this.index = index;
    }

    /** Everything but the rejected rows, which are counted once they are written. */
    List<String> of(Landing.Found found, Intake.Files files) {
        List<String> warnings = new ArrayList<>(found.warnings());
        warnings.addAll(files.warnings());
        for (TakenFile file : files.taken()) {
            String name = file.taking().file().relativePath();
            file.refused()
                    .ifPresent(refused -> warnings.add("File " + name + " was refused ("
                            + refused.refusal().code() + "): it " + refused.detail()
                            + ". Correct it and deliver it again."));
            file.missingColumns()
                    .map(missing -> lost(file, missing, files.taken()))
                    .filter(lost -> !lost.isEmpty())
                    .ifPresent(lost -> warnings.add("File " + name + " lacks " + String.join(", ", lost)
                            + ", which earlier files of feed "
                            + file.taking().feed().name() + " had; the values are NULL."));
        }
        for (Feed feed : Feeds.all()) {
            List<TakenFile> ofFeed = files.taken().stream()
                    .filter(file -> file.taking().feed().equals(feed))
                    .toList();
            for (SnapshotDrops drops : SnapshotDrops.of(ofFeed, index)) {
                drops.incomplete()
                        .forEach(drop -> warnings.add("The snapshot of " + drop.dt() + " by mapping " + drops.source()
                                + " is incomplete (a file was refused, rows could not be taken apart, or none fits); no"
                                + " record of feed " + feed.name() + " was deleted for being absent from it."));
            }
        }
        for (String feed : missingFeeds(found, files)) {
            warnings.add("Feed " + feed + " is expected daily, but nothing lies in " + feed + "/dt=" + night + ".");
        }
        if (!emailHash.hasKey() && files.taken().stream().anyMatch(Warnings::hasPersonalColumns)) {
            warnings.add("E-mail addresses were dropped, since there is no key to hash them by. Set "
                    + dev.themodel.config.EmailKey.VARIABLE + " or privacy.email_key_file before the next night.");
        }
        return warnings;
    }

    /** Those of a file's missing columns that files of the same feed and mapping had, of an earlier night or day. */
    private Set<String> lost(TakenFile file, List<String> missing, List<TakenFile> tonight) {
        Set<String> lost = new TreeSet<>(index.hadBefore(file.taking(), missing));
        tonight.stream()
                .filter(other -> other.taking().dt().isBefore(file.taking().dt())
                        && other.taking().feed().equals(file.taking().feed())
                        && other.taking().source().equals(file.taking().source()))
                .flatMap(other -> other.missingColumns().stream())
                .forEach(lacked -> missing.stream()
                        .filter(column -> !lacked.contains(column))
                        .forEach(lost::add));
        return lost;
    }

    private static boolean hasPersonalColumns(TakenFile file) {
        List<String> missing = file.missingColumns().orElse(List.of());
        return file.fitting() > 0
                && file.taking().feed().columns().stream()
                        .filter(column -> column.privacy() == FeedColumn.Privacy.HASHED)
                        .anyMatch(column -> !missing.contains(column.name()));
    }

    static List<String> ofRejected(List<IngestOutcome.RejectedRows> rejected) {
        return rejected.stream()
                .map(rows -> (rows.rows() == 1 ? "1 row" : rows.rows() + " rows") + " of feed " + rows.feed()
                        + (rows.rows() == 1 ? " was" : " were") + " rejected as " + rows.reason()
                        + "; see raw.rejected.")
                .toList();
    }

    /** Feeds expected daily of which no file is of the night's own day. */
    List<String> missingFeeds(Landing.Found found, Intake.Files files) {
        Set<String> present = new TreeSet<>(index.feedsOf(night));
        found.takings().stream()
                .filter(taking -> taking.file().dt().filter(night::equals).isPresent())
                .forEach(taking -> present.add(taking.feed().name()));
        files.taken().stream()
                .filter(file -> file.taking().dt().equals(night))
                .forEach(file -> present.add(file.taking().feed().name()));
        return Feeds.all().stream()
                .map(Feed::name)
                .filter(feed -> settings.dailyFeeds().contains(feed) && !present.contains(feed))
                .toList();
    }
}
