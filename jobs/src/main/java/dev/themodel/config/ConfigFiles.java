package dev.themodel.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the configuration's files lie: a folder or file of the user's, and the shipped copy on the class path behind it.
 *
 * @param folder the user's folder of configuration; empty where he gave a lone file or nothing
 * @param settingsFile the user's {@code warehouse.yaml}; empty where he has none
 */
record ConfigFiles(Optional<Path> folder, Optional<Path> settingsFile) {

    static final String SETTINGS = "warehouse.yaml";
    static final String CHANNELS = "channels.csv";
    static final String SOURCE_CATEGORIES = "source_categories.csv";
    static final String SOURCES = "sources";

    /** A text and the name it goes by in messages. */
    record Text(String name, String text) {

        /** The name without its folders. */
        String fileName() {
            return Path.of(name).getFileName().toString();
        }

        /** The name without folders and ending: of a source's file the system. */
        String stem() {
            return fileName().substring(0, fileName().lastIndexOf('.'));
        }
    }

    static ConfigFiles shipped() {
        return new ConfigFiles(Optional.empty(), Optional.empty());
    }

    static ConfigFiles at(String fileOrDirectory, Faults faults) {
        Path path = path(fileOrDirectory);
        if (Files.isDirectory(path)) {
            return new ConfigFiles(
                    Optional.of(path), Optional.of(path.resolve(SETTINGS)).filter(Files::exists));
        }
        if (Files.exists(path)) {
            return new ConfigFiles(Optional.empty(), Optional.of(path));
        }
        if (!fileOrDirectory.equals(Settings.DEFAULT_LOCATION)) {
            faults.add(fileOrDirectory, "", "nothing", "a file warehouse.yaml or a folder that holds one");
        }
        return shipped();
    }

    private static Path path(String text) {
        return text.startsWith("file:") ? Path.of(URI.create(text).getPath()) : Path.of(text);
    }

    Text settings(Faults faults) {
        return settingsFile.map(file -> read(file, faults)).orElseGet(() -> shippedText("conf/" + SETTINGS));
    }

    /** The channel rules under the name that the settings give; empty (and a fault of the caller's) where not found. */
    Optional<Text> channels(Optional<String> name, Faults faults) {
        Optional<Path> own = name.map(this::named)
                .or(() -> folder.map(path -> path.resolve(CHANNELS)))
                .filter(Files::isRegularFile);
        if (own.isPresent()) {
            return own.map(file -> read(file, faults));
        }
        return name.orElse(CHANNELS).equals(CHANNELS) ? Optional.of(shippedText("conf/" + CHANNELS)) : Optional.empty();
    }

    /** A path that the settings name: relative to the folder they stand in. */
    Path named(String name) {
        Path path = Path.of(name);
        return settingsFile
                .map(file -> file.resolveSibling(path))
                .or(() -> folder.map(own -> own.resolve(path)))
                .orElse(path);
    }

    /** What kind of site a source is. */
    Text sourceCategories(Faults faults) {
        return folder.map(path -> path.resolve(SOURCE_CATEGORIES))
                .filter(Files::isRegularFile)
                .map(file -> read(file, faults))
                .orElseGet(() -> shippedText("conf/" + SOURCE_CATEGORIES));
    }

    /** The files of source mappings, by system: the user's, and the shipped ones of the systems that he has none of. */
    List<Text> sources(Faults faults) {
        List<Text> files = new ArrayList<>();
        folder.map(path -> path.resolve(SOURCES))
                .filter(Files::isDirectory)
                .ifPresent(own -> yamlFiles(own).forEach(file -> files.add(read(file, faults))));
        Set<String> own = files.stream().map(Text::stem).collect(Collectors.toSet());
        shippedNames("conf/" + SOURCES).stream()
                .filter(ConfigFiles::isYaml)
                .map(name -> shippedText("conf/" + SOURCES + "/" + name))
                .filter(shipped -> !own.contains(shipped.stem()))
                .forEach(files::add);
        files.sort(Comparator.comparing(Text::fileName));
        return files;
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isYaml(file.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be listed", e);
        }
    }

    /** The text of an SQL file below {@code sql/}: the user's folder, then the folder beside it, then the shipped one. */
    Optional<Text> sql(String relativePath, Faults faults) {
        String path = "sql/" + relativePath;
        Optional<Path> own = folder.flatMap(config -> Stream.of(config.resolve(path), config.resolveSibling(path))
                .filter(Files::isRegularFile)
                .findFirst());
        if (own.isPresent()) {
            return own.map(file -> read(file, faults));
        }
        return resource(path) == null ? Optional.empty() : Optional.of(shippedText(path));
    }

    private static boolean isYaml(String name) {
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static Text read(Path file, Faults faults) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Text(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            faults.add(file.toString(), "", "bytes that are no UTF-8", "a text in UTF-8");
        } catch (IOException e) {
            faults.add(file.toString(), "", "a file that can't be read (" + e.getMessage() + ")", "a readable file");
        }
        return new Text(file.toString(), "");
    }

    private static URL resource(String path) {
        return ConfigFiles.class.getResource("/" + path);
    }

    private static Text shippedText(String path) {
        try (InputStream stream = ConfigFiles.class.getResourceAsStream("/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("The program lacks its file " + path + "; build it again");
            }
            return new Text(path, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The program's file " + path + " can't be read", e);
        }
    }

    /** The names of the shipped files in a folder, from the jar or from the build's folder of classes. */
    private static List<String> shippedNames(String folder) {
        URL url = resource(folder);
        if (url == null) {
            return List.of();
        }
        try {
            if (url.openConnection() instanceof JarURLConnection connection) {
                String prefix = folder + "/";
                return connection.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
                        .map(name -> name.substring(prefix.length()))
                        .filter(name -> !name.isEmpty())
                        .sorted()
                        .toList();
            }
            List<String> names = new ArrayList<>();
            try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
                files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
            }
            return names;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The program's folder " + folder + " can't be listed", e);
        }
    }
}
