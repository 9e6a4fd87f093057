package dev.themodel.config;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths written with slashes: {@code *} and {@code ?} stay within a folder, {@code **} does not and
 * {@code **}{@code /} may also be no folder at all, {@code [a-z]} and {@code [!a-z]} are one character, {@code {a,b}}
 * is either, a backslash takes what follows literally. Matched as text, not by the file system of the machine, whose
 * locale may not know the characters of a name.
 */
record Glob(String text) {

    private static final String IN_REGEX_SPECIAL = "\\.^$|()+*?[]{}";

    /** A configuration has few patterns, a landing folder many files, each of which every pattern is asked for. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException where the text is no pattern */
    Glob {
        COMPILED.computeIfAbsent(text, Glob::regex);
    }

    /** Whether the whole path fits. */
    boolean matches(String path) {
        return COMPILED.get(text).matcher(path).matches();
    }

    private static Pattern regex(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean isInGroup = false;
        int position = 0;
        while (position < glob.length()) {
            char character = glob.charAt(position++);
            switch (character) {
                case '*' -> {
                    if (glob.startsWith("*/", position)) {
                        regex.append("(?:.*/)?");
                        position += 2;
                    } else if (glob.startsWith("*", position)) {
                        regex.append(".*");
                        position++;
                    } else {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', position + 1);
                    if (end < 0) {
                        throw new IllegalArgumentException("'[' without ']' in '" + glob + "'");
                    }
                    regex.append(oneOf(glob.substring(position, end)));
                    position = end + 1;
                }
                case '{' -> {
                    if (isInGroup) {
                        throw new IllegalArgumentException("'{' within braces in '" + glob + "'");
                    }
                    isInGroup = true;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(isInGroup ? ")" : "\\}");
                    isInGroup = false;
                }
                case ',' -> regex.append(isInGroup ? "|" : ",");
                case '\\' -> {
                    if (position == glob.length()) {
                        throw new IllegalArgumentException("A backslash at the end of '" + glob + "'");
                    }
                    regex.append(literal(glob.charAt(position++)));
                }
                default -> regex.append(literal(character));
            }
        }
        if (isInGroup) {
            throw new IllegalArgumentException("'{' without '}' in '" + glob + "'");
        }
        return compiled(regex.toString(), glob);
    }

    private static String oneOf(String characters) {
        boolean isNegated = characters.startsWith("!");
        String listed = (isNegated ? characters.substring(1) : characters)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("^", "\\^")
                .replace("&", "\\&");
        return "(?!/)[" + (isNegated ? "^" : "") + listed + "]";
    }

    private static String literal(char character) {
        return (IN_REGEX_SPECIAL.indexOf(character) >= 0 ? "\\" : "") + character;
    }

    private static Pattern compiled(String regex, String glob) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + glob + "' is no pattern of paths: " + e.getDescription(), e);
        }
    }
}
