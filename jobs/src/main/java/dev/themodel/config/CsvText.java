package dev.themodel.config;

import java.util.ArrayList;
import java.util.List;

/** A small RFC 4180 reader for the configuration's own files; lines that are blank or begin with # do not count. */
final class CsvText {

    /**
     * One record.
     *
     * @param line the number of its first line, from 1
     * @param fields its values, stripped of surrounding blanks
     */
    record Line(int line, List<String> fields) {}

    private final String text;
    private int position;
    private int line = 1;

    private CsvText(String text) {
        this.text = text;
    }

    static List<Line> lines(String text) {
        CsvText csv = new CsvText(text);
        List<Line> lines = new ArrayList<>();
        while (csv.position < text.length()) {
            int start = csv.line;
            boolean isComment = text.charAt(csv.position) == '#';
            List<String> fields = isComment ? csv.skipLine() : csv.fields();
            if (!isComment && fields.stream().anyMatch(field -> !field.isEmpty())) {
                lines.add(new Line(start, fields));
            }
        }
        return lines;
    }

    private List<String> skipLine() {
        while (position < text.length() && text.charAt(position) != '\n') {
            position++;
        }
        position++;
        line++;
        return List.of();
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        while (position < text.length()) {
            char character = text.charAt(position++);
            if (character == '\n') {
                line++;
            }
            if (character == '"') {
                if (isQuoted && position < text.length() && text.charAt(position) == '"') {
                    field.append('"');
                    position++;
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (character == ',' && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else if (character == '\n' && !isQuoted) {
                break;
            } else {
                field.append(character);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
