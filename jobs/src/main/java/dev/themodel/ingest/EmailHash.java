package dev.themodel.ingest;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is kept of an e-mail address: HMAC-SHA-256 of its lower-case text, nothing where there is no key. */
final class EmailHash implements Serializable {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private EmailHash(byte[] key) {
        this.key = key;
    }

    /** @param key empty where addresses are dropped altogether */
    static EmailHash by(Optional<byte[]> key) {
        return new EmailHash(key.map(byte[]::clone).orElse(new byte[0]));
    }

    boolean hasKey() {
        return key.length > 0;
    }

    /** 64 hexadecimal digits; null without a key. */
    String of(String email) {
        if (!hasKey()) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] text = email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java knows " + ALGORITHM, e);
        }
    }
}
