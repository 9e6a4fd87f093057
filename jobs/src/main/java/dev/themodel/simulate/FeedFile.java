package dev.themodel.simulate;

import dev.themodel.model.FeedColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One file being written, with the count of what is in it. */
final class FeedFile {

    private static final int SAMPLE = 20;

    private final String path;
    private final RowText text;
    private final Writer writer;
    private final String lineEnd;
    private final StringBuilder line = new StringBuilder(512);
    private final List<Object[]> sample = new ArrayList<>();
    private long rows;
    private long duplicates;
    private long rejected;

    FeedFile(String path, Layout layout, List<FeedColumn> columns, boolean isZipped, OutputStream bytes)
            throws IOException {
        this.path = path;
        this.text = new RowText(layout, columns);
        this.lineEnd = layout.lineEnd();
        OutputStream packed = isZipped ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
        this.writer = new OutputStreamWriter(packed, StandardCharsets.UTF_8);
        if (!layout.isJson()) {
            writer.append(layout.byteOrderMark()).append(text.header()).append(layout.lineEnd());
        }
    }

    String path() {
        return path;
    }

    long rows() {
        return rows;
    }

    /** Rows that are neither bad nor duplicates. */
    long goodRows() {
        return rows - rejected - duplicates;
    }

    long rejected() {
        return rejected;
    }

    /** The first rows that were accepted, for the files that repeat them badly. */
    List<Object[]> sample() {
        return sample;
    }

    void write(Object[] values) throws IOException {
        if (sample.size() < SAMPLE) {
            sample.add(values);
        }
        writeLine(values, "", Integer.MAX_VALUE);
    }

    void writeDuplicate(Object[] values) throws IOException {
        duplicates++;
        writeLine(values, "", Integer.MAX_VALUE);
    }

    /**
     * Writes a row that does not fit.
     *
     * @param suffix what follows the values on the line
     * @param keep share of the line that is kept, in percent
     * @return the row's number in the file, from 1
     */
    long writeBad(Object[] values, String suffix, int keep) throws IOException {
        rejected++;
        writeLine(values, suffix, keep);
        return rows;
    }

    FileCount close() throws IOException {
        writer.close();
        return new FileCount(path, rows, goodRows(), rejected, duplicates);
    }

    private void writeLine(Object[] values, String suffix, int keepPercent) throws IOException {
        line.setLength(0);
        text.append(line, values);
        line.append(suffix);
        if (keepPercent < 100) {
            line.setLength(line.length() * keepPercent / 100);
        }
        writer.append(line.append(lineEnd));
        rows++;
    }

    /** The books of one file. */
    record FileCount(String path, long rows, long accepted, long rejected, long duplicate) {}
}
