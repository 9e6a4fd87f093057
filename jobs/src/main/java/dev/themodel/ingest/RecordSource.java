package dev.themodel.ingest;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The records of one text file, read once from start to end. */
interface RecordSource {

    /** What stands for a personal value in a rejected row's text. */
    String MASK = "***";

    /**
     * The names of the file's columns, trimmed and in lower case, as far as they are known by now: a CSV file names them
     * all in its header (those it leaves without a name are none), a JSON file record by record.
     */
    Set<String> columns();

    /** Whether the file names its columns at all; a file of no bytes does not. */
    boolean namesColumns();

    /**
     * The next record; empty at the end.
     *
     * @throws UnreadableFile where the file is no text of its kind
     */
    Optional<SourceRecord> next() throws IOException, UnreadableFile;
}
