package dev.themodel.cli;

import java.util.ArrayList;
import java.util.List;

/** Says in a few lines what went wrong. */
final class Messages {

    private static final int LINES = 12;

    private Messages() {}

    /** The message of the first cause that tells more than that something below it failed. */
    static String of(Throwable exception) {
        Throwable told = exception;
        while (told.getCause() != null && told.getCause() != told && isWrapper(told)) {
            told = told.getCause();
        }
        String message = told.getMessage() == null || told.getMessage().isBlank()
                ? "Failed: " + told.getClass().getSimpleName()
                : told.getMessage().strip();
        List<String> lines = new ArrayList<>();
        for (String line : message.split("\\R")) {
            // Spark adds its plans and its own call stack below what it has to say.
            if (line.startsWith("== ")
                    || (!lines.isEmpty() && line.matches("'[A-Z]\\w*( .*)?"))
                    || line.startsWith("Driver stacktrace")
                    || line.matches("\\s*at [\\w.$]+\\(.*")) {
                break;
            }
            lines.add(line);
        }
        if (lines.size() > LINES) {
            lines = new ArrayList<>(lines.subList(0, LINES));
            lines.add("...");
        }
        return String.join(System.lineSeparator(), lines).strip();
    }

    private static boolean isWrapper(Throwable exception) {
        String message = exception.getMessage();
        return message == null
                || message.equals(exception.getCause().toString())
                || message.startsWith("Job aborted")
                || message.contains("[TASK_WRITE_FAILED]")
                || message.contains("[FAILED_EXECUTE_UDF]")
                || exception instanceof java.util.concurrent.ExecutionException
                || exception instanceof java.util.concurrent.CompletionException;
    }
}
