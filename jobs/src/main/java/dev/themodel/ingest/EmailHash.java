package dev.themodel.ingest;

import dev.themodel.config.EmailKey;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an e-mail address: its keyed hash, nothing where there is no key.
 *
 * @param keys the key, or none
 */
record EmailHash(List<EmailKey> keys) implements Serializable {

    /** Drops every address. */
    static final EmailHash NONE = new EmailHash(List.of());

    EmailHash {
        keys = List.copyOf(keys);
    }

    static EmailHash by(Optional<EmailKey> key) {
        return new EmailHash(key.stream().toList());
    }

    boolean hasKey() {
        return !keys.isEmpty();
    }

    /** 64 hexadecimal digits; null without a key. */
    String of(String email) {
        return hasKey() ? keys.get(0).hash(email) : null;
    }
}
