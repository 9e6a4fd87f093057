package dev.themodel.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The records of a CSV file, whose columns may stand in any order. */
final class CsvRecords implements RecordSource {

    private final CsvScanner scanner;
    private final List<String> header;
    private final int[] places;
    private long number;

    private CsvRecords(CsvScanner scanner, List<String> header, int[] places) {
        this.scanner = scanner;
        this.header = header;
        this.places = places;
    }

    /**
     * Reads the header.
     *
     * @param wanted the columns asked for, in lower case; empty asks for the file's own named columns in their order
     * @throws UnreadableFile where the header is no CSV or names a column twice
     */
    static CsvRecords open(Reader text, InputForm form, List<String> wanted) throws IOException, UnreadableFile {
        CsvScanner scanner = new CsvScanner(text, form.delimiter());
        List<String> header = form.hasHeader() ? header(scanner) : names(form.columns());
        List<String> asked = wanted.isEmpty() ? named(header) : wanted;
        return new CsvRecords(
                scanner, header, asked.stream().mapToInt(header::indexOf).toArray());
    }

    private static List<String> header(CsvScanner scanner) throws IOException, UnreadableFile {
        if (!scanner.next()) {
            return List.of();
        }
        if (scanner.isMalformed()) {
            throw new UnreadableFile("has a header that is no CSV: a quote is not closed");
        }
        return names(scanner.fields());
    }

    private static List<String> names(List<String> written) throws UnreadableFile {
        List<String> names = new ArrayList<>();
        for (String name : written) {
            String plain = name.replace(FileBytes.UNDECODABLE, '\uFFFD').strip().toLowerCase(Locale.ROOT);
            if (plain.indexOf('\0') >= 0) {
                throw new UnreadableFile("holds binary data where a header should be");
            }
            if (!plain.isEmpty() && names.contains(plain)) {
                throw new UnreadableFile("names a column twice in its header (column " + (names.indexOf(plain) + 1)
                        + " and column " + (names.size() + 1) + ")");
            }
            names.add(plain);
        }
        return List.copyOf(names);
    }

    /** The columns that have a name; nothing can ask for the others. */
    private static List<String> named(List<String> header) {
        return header.stream().filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public Set<String> columns() {
        return new LinkedHashSet<>(named(header));
    }

    @Override
    public boolean namesColumns() {
        return !header.isEmpty();
    }

    @Override
    public Optional<SourceRecord> next() throws IOException {
        if (header.isEmpty() || !scanner.next()) {
            return Optional.empty();
        }
        number++;
        if (scanner.fields().size() != header.size()) {
            return Optional.of(new SourceRecord.Broken(number, Reason.WRONG_COLUMN_COUNT));
        }
        if (scanner.isMalformed() || scanner.isUndecodable()) {
            return Optional.of(new SourceRecord.Broken(number, Reason.UNDECODABLE));
        }
        return Optional.of(new Line(number));
    }

    /** The record the scanner stands on; it is read before the next one is asked for. */
    private final class Line implements SourceRecord.Whole {
        private final long number;

        private Line(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public Object value(int column) {
            int place = places[column];
            return place < 0 ? null : scanner.fields().get(place);
        }

        @Override
        public String text(Set<String> maskedColumns) {
            boolean[] isMasked = new boolean[header.size()];
            for (int i = 0; i < isMasked.length; i++) {
                isMasked[i] = maskedColumns.contains(header.get(i));
            }
            return scanner.text(isMasked, MASK);
        }
    }
}
