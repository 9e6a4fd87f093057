package dev.themodel.config;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which e-mail addresses are hashed. It comes from outside the warehouse, so that nobody who reads the
 * warehouse can try addresses. Serializable, to hash inside Spark functions; never shows itself in a text.
 */
public final class EmailKey implements Serializable {

    /** The environment variable that holds the key itself. */
    public static final String VARIABLE = "THE_MODEL_EMAIL_KEY";
    /** The environment variable that names a file holding the key. */
    public static final String FILE_VARIABLE = "THE_MODEL_EMAIL_KEY_FILE";

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private EmailKey(byte[] key) {
        this.key = key.clone();
    }

    /** The key of a text. */
    public static EmailKey of(String text) {
        return new EmailKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Finds the key: the first of the variable, the file named by the other variable, and the file named in the
     * settings.
     *
     * @param environment the process's, as of {@link System#getenv()}
     * @param settings may name a file under {@code privacy.email_key_file}
     * @param warehouse the warehouse's folder or address, in which the file must not lie
     * @return empty where none of them is given
     * @throws InvalidSettings where the file is missing, empty or inside the warehouse
     */
    public static Optional<EmailKey> find(Map<String, String> environment, Settings settings, String warehouse) {
        Optional<String> text = variable(environment, VARIABLE);
        if (text.isPresent()) {
            return text.map(EmailKey::of);
        }
        return variable(environment, FILE_VARIABLE)
                .map(Path::of)
                .or(settings::emailKeyFile)
                .map(file -> read(file, warehouse));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static EmailKey read(Path file, String warehouse) {
        if (!Files.isRegularFile(file)) {
            throw invalid(file, "no such file", "the key in it; name none, and e-mail addresses are dropped");
        }
        try {
            if (isLocal(warehouse) && real(file).startsWith(real(Path.of(withoutScheme(warehouse))))) {
                throw invalid(
                        file,
                        "it inside the warehouse " + warehouse,
                        "it elsewhere: whoever reads the warehouse could undo the hashes");
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw invalid(file, "an empty file", "the key in it");
            }
            return of(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The e-mail key's file " + file + " can't be read", e);
        }
    }

    private static InvalidSettings invalid(Path file, String found, String expected) {
        return new InvalidSettings(
                List.of(new Fault(FILE_VARIABLE + " or privacy.email_key_file", file.toString(), found, expected)));
    }

    private static boolean isLocal(String warehouse) {
        return warehouse.startsWith("file:") || !warehouse.contains("://");
    }

    private static String withoutScheme(String warehouse) {
        return warehouse.replaceFirst("^file:(//)?", "");
    }

    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
    }

    /**
     * HMAC-SHA-256 of an address in 64 hexadecimal digits. Case and surrounding blanks do not tell people apart, so the
     * address is stripped and in lower case before.
     */
    public String hash(String email) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            String address = email.strip().toLowerCase(Locale.ROOT);
            return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java knows " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "EmailKey";
    }
}
