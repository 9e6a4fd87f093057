package dev.themodel.night;

/** The command was asked for something that cannot be: exit code 2. The message says what to write instead. */
public final class WrongUsage extends RuntimeException {

    public WrongUsage(String message) {
        super(message);
    }

    public WrongUsage(String message, Throwable cause) {
        super(message, cause);
    }
}
