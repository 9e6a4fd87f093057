package dev.themodel.plan;

import java.util.ArrayList;
import java.util.List;

/** A table for people's eyes: lined up for terminals, where a Japanese character is as wide as two Latin ones. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<Integer> rightAligned;
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(List<String> titles, List<Integer> rightAligned) {
        this.titles = List.copyOf(titles);
        this.rightAligned = List.copyOf(rightAligned);
    }

    /** An empty table with these titles. */
    public static TextTable of(String... titles) {
        return new TextTable(List.of(titles), List.of());
    }

    /** The same, still without rows, with the columns of these positions (from 0) aligned right, as numbers are. */
    public TextTable rightAligned(Integer... columns) {
        return new TextTable(titles, List.of(columns));
    }

    /** Adds a row of as many cells as there are titles. */
    public TextTable row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.length + " cells does not fit " + titles.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines: titles, a rule, the rows. */
    public String text() {
        int[] widths = new int[titles.size()];
        List<List<String>> all = new ArrayList<>(List.of(titles));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, titles, widths);
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        line(text, rules, widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String blanks = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : GAP).append(rightAligned.contains(column) ? blanks + cell : cell + blanks);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    /** How many Latin characters wide a text is on a terminal. */
    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** The blocks of East Asian scripts and full-width forms. */
    private static boolean isWide(int character) {
        return character >= 0x1100 && character <= 0x115F
                || character >= 0x2E80 && character <= 0xA4CF
                || character >= 0xAC00 && character <= 0xD7A3
                || character >= 0xF900 && character <= 0xFAFF
                || character >= 0xFE30 && character <= 0xFE6F
                || character >= 0xFF00 && character <= 0xFF60
                || character >= 0xFFE0 && character <= 0xFFE6
                || character >= 0x20000 && character <= 0x3FFFD;
    }
}
