package dev.themodel.cli;

import dev.themodel.lake.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes SQL text apart into statements: at semicolons, and at lines that begin another one. */
final class Statements {

    private static final Pattern BEGINNING =
            Pattern.compile("(?is)\\s*(select|with|show|describe|desc|explain|values|from|table)\\b.*");

    private final StringBuilder open = new StringBuilder();

    /** The statements of a text, split at semicolons that stand in no string, name or comment. */
    static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int end = tokenEnd(text, i);
            if (end == i + 1 && text.charAt(i) == ';') {
                add(statements, current);
            } else {
                current.append(text, i, end);
            }
            i = end;
        }
        add(statements, current);
        return statements;
    }

    /** Adds a line of input; returns the statements that are now complete. */
    List<String> add(String line) {
        List<String> complete = new ArrayList<>();
        if (BEGINNING.matcher(line).matches() && parses(open.toString()) && !parses(open + "\n" + line)) {
            rest().ifPresent(complete::add);
        }
        open.append(line).append('\n');
        if (line.strip().endsWith(";")) {
            complete.addAll(split(open.toString()));
            open.setLength(0);
        }
        return complete;
    }

    /** The statement that no semicolon ended; empty where there is none. */
    Optional<String> rest() {
        List<String> rest = split(open.toString());
        open.setLength(0);
        return rest.isEmpty() ? Optional.empty() : Optional.of(String.join(";", rest));
    }

    private static boolean parses(String text) {
        if (text.isBlank()) {
            return false;
        }
        try {
            SqlText.parse("The query", text);
            return true;
        } catch (SqlText.InvalidSql e) {
            return false;
        }
    }

    /** Where the string, quoted name, comment or single character that begins here ends. */
    private static int tokenEnd(String text, int start) {
        char c = text.charAt(start);
        if (c == '\'' || c == '"' || c == '`') {
            int i = start + 1;
            while (i < text.length() && text.charAt(i) != c) {
                i += text.charAt(i) == '\\' && c != '`' ? 2 : 1;
            }
            return Math.min(text.length(), i + 1);
        }
        if (text.startsWith("--", start)) {
            int end = text.indexOf('\n', start);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", start)) {
            int end = text.indexOf("*/", start + 2);
            return end < 0 ? text.length() : end + 2;
        }
        return start + 1;
    }

    private static void add(List<String> statements, StringBuilder current) {
        String statement = current.toString().strip();
        String bare = statement
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("--[^\n]*", "")
                .strip();
        if (!bare.isEmpty()) {
            statements.add(statement);
        }
        current.setLength(0);
    }
}
