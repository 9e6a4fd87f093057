package dev.themodel.night;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that holds a warehouse.
 *
 * @param place where process numbers mean the same: host, its boot and its process namespace
 * @param process the process's number there
 * @param startedAt when it started, so that a number given out again is not taken for it; empty where unknown
 */
record Holder(String place, long process, String startedAt) {

    private static final String SEPARATOR = "\t";

    static Holder current() {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(currentPlace(), self.pid(), startOf(self));
    }

    /** Reads {@link #text}; empty where it is cut short, as while it is being written. */
    static Optional<Holder> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        return parts.length == 4 && parts[3].equals("end")
                ? Optional.of(new Holder(parts[0], Long.parseLong(parts[1]), parts[2]))
                : Optional.empty();
    }

    String text() {
        return String.join(SEPARATOR, place, Long.toString(process), startedAt, "end");
    }

    /** Whether it is certain that the process has ended: only its own machine can tell. */
    boolean isGone() {
        if (!place.equals(currentPlace())) {
            return false;
        }
        return ProcessHandle.of(process)
                .map(found -> !found.isAlive() || !startOf(found).equals(startedAt) || isDefunct(process))
                .orElse(true);
    }

    /** For people. */
    String words() {
        return "process " + process + " on " + place.split(" ", 2)[0];
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    /** A killed process stands in the table as defunct until its parent has taken note. */
    private static boolean isDefunct(long process) {
        return text("/proc/" + process + "/stat")
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip())
                .map(state -> state.startsWith("Z") || state.startsWith("X"))
                .orElse(false);
    }

    private static String currentPlace() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        String boot = text("/proc/sys/kernel/random/boot_id").orElse("unknown boot");
        String namespace;
        try {
            namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            namespace = "unknown namespace";
        }
        return host + " " + boot + " " + namespace;
    }

    private static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
