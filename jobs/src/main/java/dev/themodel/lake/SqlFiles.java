package dev.themodel.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** The files below {@code sql/}: the class path's, overlaid by a folder's. */
final class SqlFiles {

    private final Optional<org.apache.hadoop.fs.Path> overlay;
    private final Configuration configuration = new Configuration();
    /** A run keeps to the files as it first read them. */
    private final Map<String, Optional<String>> texts = new ConcurrentHashMap<>();

    private final Map<String, SortedSet<String>> folders = new ConcurrentHashMap<>();

    SqlFiles(Optional<String> overlayFolder) {
        this.overlay = overlayFolder.map(folder -> new org.apache.hadoop.fs.Path(folder, "sql"));
    }

    /** The text of a file; the overlay's wins. */
    Optional<String> text(String relativePath) {
        return texts.computeIfAbsent(relativePath, this::read);
    }

    private Optional<String> read(String relativePath) {
        try {
            if (overlay.isPresent()) {
                org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(overlay.get(), relativePath);
                FileSystem system = file.getFileSystem(configuration);
                if (system.exists(file)) {
                    try (InputStream in = system.open(file)) {
                        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            try (InputStream in = SqlFiles.class.getResourceAsStream("/sql/" + relativePath)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read sql/" + relativePath + ": " + e.getMessage(), e);
        }
    }

    /** The names of the folders below {@code sql/<folder>}, in order. */
    SortedSet<String> folders(String folder) {
        return folders.computeIfAbsent(folder, this::list);
    }

    private SortedSet<String> list(String folder) {
        TreeSet<String> names = new TreeSet<>();
        try {
            addShipped(folder, names);
            if (overlay.isPresent()) {
                org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(overlay.get(), folder);
                FileSystem system = path.getFileSystem(configuration);
                if (system.exists(path)) {
                    for (FileStatus status : system.listStatus(path)) {
                        if (status.isDirectory()) {
                            names.add(status.getPath().getName());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list sql/" + folder + ": " + e.getMessage(), e);
        }
        return Collections.unmodifiableSortedSet(names);
    }

    private static void addShipped(String folder, SortedSet<String> names) throws IOException {
        Path place = codeSource();
        if (Files.isDirectory(place)) {
            Path path = place.resolve("sql").resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> children = Files.list(path)) {
                    children.filter(Files::isDirectory)
                            .forEach(child -> names.add(child.getFileName().toString()));
                }
            }
            return;
        }
        String prefix = "sql/" + folder + "/";
        try (JarFile jar = new JarFile(place.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String entry = entries.nextElement().getName();
                if (entry.startsWith(prefix) && entry.indexOf('/', prefix.length()) > 0) {
                    names.add(entry.substring(prefix.length(), entry.indexOf('/', prefix.length())));
                }
            }
        }
    }

    /** The jar or the folder of classes that this class was loaded from; the SQL lies beside it. */
    private static Path codeSource() {
        try {
            URI uri = SqlFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The code's own location is no path: " + e.getMessage(), e);
        }
    }
}
