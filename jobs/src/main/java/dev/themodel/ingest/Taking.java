package dev.themodel.ingest;

import dev.themodel.config.SourceMapping;
import dev.themodel.config.SourceMapping.Delivery;
import dev.themodel.model.Feed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file and the feed it is taken for. A file that several mappings take is taken several times.
 *
 * @param file the file
 * @param feed the feed its rows belong to
 * @param mapping what makes rows of the feed of it; empty for a file in the landing contract's own layout
 * @param isFurther whether another mapping, before this one, takes the file for the feed too
 * @param dt the day of its folder, else the night that takes it first
 */
record Taking(LandedFile file, Feed feed, Optional<SourceMapping> mapping, boolean isFurther, LocalDate dt) {

    /** The order in which files are taken. */
    static final Comparator<Taking> ORDER = Comparator.comparing(Taking::dt)
            .thenComparing(taking -> taking.file().relativePath())
            .thenComparing(taking -> taking.feed().name())
            .thenComparing(Taking::source);

    /** The mapping's name; empty text without one. */
    String source() {
        return mapping.map(SourceMapping::name).orElse("");
    }

    /** The mapping's fingerprint; empty text without one. */
    String fingerprint() {
        return mapping.map(SourceMapping::fingerprint).orElse("");
    }

    boolean isSnapshot() {
        return mapping.filter(any -> any.delivery() == Delivery.SNAPSHOT).isPresent();
    }

    /** Whether the same bytes may mean something else on another day. */
    boolean mayDependOnDt() {
        return isSnapshot()
                || feed.updatedAtIsOptional()
                || mapping.filter(SourceMapping::namesDt).isPresent();
    }

    Taking on(LocalDate day) {
        return new Taking(file, feed, mapping, isFurther, day);
    }

    InputForm form() {
        return mapping.map(any -> InputForm.of(any, file.name())).orElseGet(() -> InputForm.ofName(file.name()));
    }

    /** The file's id where its rows mean the same on any day. */
    String plainId(String hash) {
        return id(hash, "");
    }

    /** The file's id where its rows depend on its dt. */
    String datedId(String hash) {
        return id(hash, "\n" + dt);
    }

    private String id(String hash, String day) {
        String text = feed.name() + "\n" + hash + day + (isFurther ? "\n" + source() : "");
        MessageDigest digest = FileBytes.sha256();
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
