package dev.themodel.simulate;

import java.util.HexFormat;

/** Quoting of text in CSV and JSON. */
final class Quotes {

    private Quotes() {}

    /** Appends a CSV field by RFC 4180, quoted where it must be. */
    static void csv(StringBuilder line, String text) {
        boolean isPlain = true;
        for (int index = 0; index < text.length() && isPlain; index++) {
            char letter = text.charAt(index);
            isPlain = letter != ',' && letter != '"' && letter != '\n' && letter != '\r';
        }
        if (isPlain) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    /** Appends a JSON string with its quotes. */
    static void json(StringBuilder line, CharSequence text) {
        line.append('"');
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            switch (letter) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                default -> {
                    if (letter < ' ') {
                        line.append("\\u").append(HexFormat.of().toHexDigits(letter));
                    } else {
                        line.append(letter);
                    }
                }
            }
        }
        line.append('"');
    }
}
