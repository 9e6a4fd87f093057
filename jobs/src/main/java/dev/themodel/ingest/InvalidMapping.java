package dev.themodel.ingest;

/** A mapping's SELECT cannot be used; the message names its file, what is wrong and what to do. */
public final class InvalidMapping extends RuntimeException {

    InvalidMapping(String message) {
        super(message);
    }

    InvalidMapping(String message, Throwable cause) {
        super(message, cause);
    }
}
