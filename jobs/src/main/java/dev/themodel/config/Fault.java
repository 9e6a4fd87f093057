package dev.themodel.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param file the file it stands in
 * @param path where in the file, such as {@code windows.lead} or {@code line 7}
 * @param found the value as it stands there
 * @param expected what would be right
 */
public record Fault(String file, String path, String found, String expected) {

    @Override
    public String toString() {
        return file + ": " + (path.isEmpty() ? "" : path + ": ") + "found " + found + ", expected " + expected;
    }
}
