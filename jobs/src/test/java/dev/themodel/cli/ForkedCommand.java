package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Starts commands in processes of their own, as the launcher does: from a jar, with loaded classes kept in an archive. */
final class ForkedCommand {

    private final List<String> java = new ArrayList<>();

    /** @param folder where the jar and the archive may lie */
    ForkedCommand(Path folder) throws IOException, InterruptedException {
        Path classes = Path.of(Warehouse.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path jar = folder.resolve("warehouse.jar");
        ToolProvider packer = ToolProvider.findFirst("jar").orElseThrow();
        assertThat(packer.run(System.out, System.err, "-cf", jar.toString(), "-C", classes.toString(), "."))
                .isZero();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> part.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator, jar + File.pathSeparator, ""));
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(List.of("-Xmx1g", "-Xss4m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"));
        java.addAll(List.of("-XX:ReservedCodeCacheSize=256m", "-XX:MetaspaceSize=400m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(java::add);
        java.addAll(List.of("-cp", classPath));
        Path archive = folder.resolve("classes.jsa");
        Path log = folder.resolve("rehearsal.log");
        List<String> rehearsal = new ArrayList<>(java);
        rehearsal.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, Rehearsal.class.getName()));
        int code = new ProcessBuilder(rehearsal)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(log)).isZero();
        java.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", Warehouse.class.getName()));
    }

    /** Starts a command; what it says goes to a file. */
    Process start(Path log, List<String> arguments) throws IOException {
        return startIn(Path.of("").toAbsolutePath(), log, arguments);
    }

    /** The same, in a folder that relative paths begin at. */
    Process startIn(Path place, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
