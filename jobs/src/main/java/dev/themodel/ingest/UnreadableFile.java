package dev.themodel.ingest;

/** A file is broken or not what its name says; the message says how and quotes nothing of its rows. */
final class UnreadableFile extends Exception {

    UnreadableFile(String message) {
        super(message);
    }

    UnreadableFile(String message, Throwable cause) {
        super(message, cause);
    }
}
