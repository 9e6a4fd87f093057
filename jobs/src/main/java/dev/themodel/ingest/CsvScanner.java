package dev.themodel.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes CSV text (RFC 4180) apart, record by record, in bounded memory.
 *
 * <p>Unlike the parsers at hand it never lets one bad quote eat the rows that follow: where a quoted field is not closed,
 * or goes on after its closing quote, the record ends with its first line, counts as {@linkplain #isMalformed
 * malformed}, and reading goes on with the next line. Line ends are CRLF, LF or CR. A line of blanks is no record.
 */
final class CsvScanner {

    /** A record longer than this is taken for one with an open quote. */
    static final int LONGEST_RECORD = 1 << 20;

    private static final int END = -1;

    private final Reader in;
    private final char delimiter;

    private char[] buffer = new char[1 << 15];
    private int filled;
    private int start;
    private int position;
    private int endOfText;
    private boolean isAtEnd;

    private final List<String> fields = new ArrayList<>();
    private int[] bounds = new int[64];
    private boolean isMalformed;

    CsvScanner(Reader in, char delimiter) throws IOException {
        this.in = in;
        this.delimiter = delimiter;
        if (peek() == '\uFEFF') {
            position++;
        }
    }

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException {
        do {
            start = position;
            if (peek() == END) {
                return false;
            }
            scan();
        } while (isBlank());
        return true;
    }

    /** The fields of the record, unquoted; of a malformed one as many as its first line seems to have. */
    List<String> fields() {
        return fields;
    }

    /** Whether the record breaks the rules of quoting. */
    boolean isMalformed() {
        return isMalformed;
    }

    /** Whether bytes of the record are no characters. */
    boolean isUndecodable() {
        for (int i = start; i < endOfText; i++) {
            if (buffer[i] == FileBytes.UNDECODABLE && (i == start || !Character.isHighSurrogate(buffer[i - 1]))) {
                return true;
            }
        }
        return false;
    }

    /** The record as it stands, without its line end; other text in the place of some fields. */
    String text(boolean[] isMasked, String mask) {
        StringBuilder text = new StringBuilder(endOfText - start);
        int from = start;
        for (int i = 0; i < fields.size(); i++) {
            if (isMasked[i] && !fields.get(i).isBlank()) {
                text.append(buffer, from, start + bounds[2 * i] - from).append(mask);
                from = start + bounds[2 * i + 1];
            }
        }
        return text.append(buffer, from, endOfText - from).toString();
    }

    private void scan() throws IOException {
        fields.clear();
        isMalformed = false;
        while (true) {
            int from = position - start;
            String field = peek() == '"' ? quoted() : unquoted();
            if (isMalformed) {
                cutToFirstLine();
                return;
            }
            add(field, from, position - start);
            int next = peek();
            if (next != delimiter) {
                endOfText = position;
                skipLineEnd(next);
                return;
            }
            position++;
        }
    }

    private String unquoted() throws IOException {
        int from = position - start;
        for (int next = peek(); next != END && next != delimiter && next != '\n' && next != '\r'; next = peek()) {
            position++;
            if (position - start > LONGEST_RECORD) {
                isMalformed = true;
                return "";
            }
        }
        return new String(buffer, start + from, position - start - from);
    }

    private String quoted() throws IOException {
        StringBuilder field = new StringBuilder();
        position++;
        while (true) {
            int next = peek();
            if (next == END || position - start > LONGEST_RECORD) {
                isMalformed = true;
                return "";
            }
            position++;
            if (next != '"') {
                field.append((char) next);
                continue;
            }
            int after = peek();
            if (after == '"') {
                field.append('"');
                position++;
            } else {
                isMalformed = after != END && after != delimiter && after != '\n' && after != '\r';
                return field.toString();
            }
        }
    }

    /** Ends the record with its first line, so that the lines after it can be read for themselves. */
    private void cutToFirstLine() throws IOException {
        int end = start;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        int inLine = end - start;
        while (!fields.isEmpty() && bounds[2 * (fields.size() - 1)] > inLine) {
            fields.remove(fields.size() - 1);
        }
        int counted = fields.isEmpty() ? 0 : Math.min(inLine, bounds[2 * (fields.size() - 1) + 1] + 1);
        boolean isFirstLineWhole = position - start <= inLine;
        if (counted < inLine || fields.isEmpty()) {
            fields.add("");
        }
        for (int i = Math.max(position, start); isFirstLineWhole && i < end; i++) {
            if (buffer[i] == delimiter) {
                fields.add("");
            }
        }
        endOfText = end;
        position = end;
        skipLineEnd(peek());
    }

    private void skipLineEnd(int lineEnd) throws IOException {
        if (lineEnd == END) {
            return;
        }
        position++;
        if (lineEnd == '\r' && peek() == '\n') {
            position++;
        }
    }

    private boolean isBlank() {
        return fields.size() == 1
                && !isMalformed
                && String.valueOf(buffer, start, endOfText - start).isBlank();
    }

    private void add(String field, int from, int to) {
        int place = 2 * fields.size();
        if (place + 2 > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[place] = from;
        bounds[place + 1] = to;
        fields.add(field);
    }

    /** The character at the position, without going past it; the record's own characters stay in the buffer. */
    private int peek() throws IOException {
        if (position < filled) {
            return buffer[position];
        }
        while (!isAtEnd && position >= filled) {
            fill();
        }
        return position < filled ? buffer[position] : END;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            position -= start;
            endOfText -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            isAtEnd = true;
        } else {
            filled += read;
        }
    }
}
