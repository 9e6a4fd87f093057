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

    static final String EXPECTED = "a file with the key in it; name none, and e-mail addresses are dropped";

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

    /** Whether the environment says where the key is, so that the settings' file is not asked. */
    static boolean isNamedIn(Map<String, String> environment) {
        return variable(environment, VARIABLE)
                .or(() -> variable(environment, FILE_VARIABLE))
                .isPresent();
    }

    /**
     * What a file is instead of one that holds the key; empty where it is one. One that this process may not read, as
     * the process of who only asks the warehouse, is taken for one.
     */
    static Optional<String> fault(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("no such file");
        }
        return Files.isReadable(file) && text(file).isEmpty() ? Optional.of("an empty file") : Optional.empty();
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static EmailKey read(Path file, String warehouse) {
        fault(file).ifPresent(found -> {
            throw invalid(file, found, EXPECTED);
        });
        try {
            if (isLocal(warehouse) && real(file).startsWith(real(Path.of(withoutScheme(warehouse))))) {
                throw invalid(
                        file,
                        "it inside the warehouse " + warehouse,
                        "it elsewhere: whoever reads the warehouse could undo the hashes");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return of(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException cause) {
        return new UncheckedIOException("The e-mail key's file " + file + " can't be read", cause);
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
