package dev.themodel.star;

import dev.themodel.config.Settings;
import dev.themodel.lake.Definitions;
import dev.themodel.lake.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a table's definition has changed: its columns, its query with all the steps it reads, the settings it
 * depends on, and the version of the code beside them.
 */
final class Fingerprints {

    /** To be raised with every change of this package that changes rows. */
    private static final String CODE = "4";

    private final Definitions definitions;
    private final Settings settings;
    private final Map<StarTable, String> known = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> viewsOfFiles = new ConcurrentHashMap<>();

    Fingerprints(Definitions definitions, Settings settings) {
        this.definitions = definitions;
        this.settings = settings;
    }

    /** A text that changes with the definition of a table. */
    String of(StarTable table) {
        return known.computeIfAbsent(table, this::read);
    }

    private String read(StarTable table) {
        StringBuilder definition = new StringBuilder(CODE);
        definition.append(definitions.of(table.name()));
        for (String file : files(table)) {
            definition.append(file).append(definitions.text(file).orElse(""));
        }
        table.settings().forEach(part -> definition.append(part).append(settings.part(part)));
        return sha256(definition.toString());
    }

    /** The query of a table and, through the views they name, every step below it. */
    private Set<String> files(StarTable table) {
        Set<String> files = new TreeSet<>();
        addQuery("star/" + table.name().table() + "/query.sql", files);
        if (!files.isEmpty()) {
            files.add("functions.sql");
        }
        return files;
    }

    private void addQuery(String file, Set<String> files) {
        definitions.text(file).filter(text -> files.add(file)).ifPresent(text -> {
            for (String view :
                    viewsOfFiles.computeIfAbsent(file, path -> SqlText.views(SqlText.parse("sql/" + path, text)))) {
                addQuery("star/steps/" + view + ".sql", files);
                addQuery("star/" + view + "/query.sql", files);
            }
        });
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256, which every JDK has to have", e);
        }
    }
}
