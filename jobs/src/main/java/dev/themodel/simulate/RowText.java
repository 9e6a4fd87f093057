package dev.themodel.simulate;

import dev.themodel.model.FeedColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Writes values as text, CSV by RFC 4180 or a JSON object a line. */
final class RowText {

    /** A value to be written as it stands, right or wrong. */
    record Verbatim(String text) {}

    private static final long DAY = 86_400;

    private final Layout layout;
    private final List<FeedColumn> columns;
    private final int[] positions;
    private final StringBuilder value = new StringBuilder(64);
    private long cachedDay = Long.MIN_VALUE;
    private String cachedDate = "";

    RowText(Layout layout, List<FeedColumn> columns) {
        this.layout = layout;
        this.columns = columns;
        this.positions = columns.stream()
                .mapToInt(column -> Version.positions(layout.feed()).get(column.name()))
                .toArray();
    }

    /** The CSV header; JSON lines have none. */
    String header() {
        return String.join(",", columns.stream().map(layout::heading).toList());
    }

    /** Appends one row, without the line's end. */
    void append(StringBuilder line, Object[] values) {
        if (layout.isJson()) {
            appendJson(line, values);
        } else {
            appendCsv(line, values);
        }
    }

    private void appendCsv(StringBuilder line, Object[] values) {
        for (int index = 0; index < positions.length; index++) {
            if (index > 0) {
                line.append(',');
            }
            Object cell = values[positions[index]];
            if (cell instanceof String text) {
                Quotes.csv(line, text);
            } else if (cell instanceof Verbatim verbatim) {
                Quotes.csv(line, verbatim.text());
            } else if (cell != null) {
                appendPlain(line, cell);
            }
        }
    }

    private void appendJson(StringBuilder line, Object[] values) {
        line.append('{');
        boolean isFirst = true;
        for (int index = 0; index < positions.length; index++) {
            Object cell = values[positions[index]];
            if (cell == null) {
                continue;
            }
            if (!isFirst) {
                line.append(',');
            }
            isFirst = false;
            Quotes.json(line, columns.get(index).name());
            line.append(':');
            if (cell instanceof Number || cell instanceof Boolean) {
                appendPlain(line, cell);
            } else if (cell instanceof Verbatim verbatim) {
                Quotes.json(line, verbatim.text());
            } else {
                value.setLength(0);
                appendPlain(value, cell);
                Quotes.json(line, value);
            }
        }
        line.append('}');
    }

    private void appendPlain(StringBuilder line, Object cell) {
        if (cell instanceof Instant instant) {
            appendTime(line, instant.getEpochSecond());
        } else if (cell instanceof BigDecimal number) {
            line.append(number.toPlainString());
        } else {
            line.append(cell);
        }
    }

    private void appendTime(StringBuilder line, long second) {
        boolean isOffset = layout.clock() == Layout.Clock.OFFSET;
        long local = isOffset ? second + 9 * Tokyo.HOUR : second;
        long day = Math.floorDiv(local, DAY);
        if (day != cachedDay) {
            cachedDay = day;
            cachedDate = LocalDate.ofEpochDay(day).toString();
        }
        int time = (int) Math.floorMod(local, DAY);
        line.append(cachedDate).append(layout.clock() == Layout.Clock.BARE ? ' ' : 'T');
        twoDigits(line, time / 3_600).append(':');
        twoDigits(line, time / 60 % 60).append(':');
        twoDigits(line, time % 60);
        line.append(
                switch (layout.clock()) {
                    case UTC -> "Z";
                    case OFFSET -> "+09:00";
                    case BARE -> "";
                });
    }

    private static StringBuilder twoDigits(StringBuilder line, int number) {
        return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
