package dev.themodel.ingest;

import dev.themodel.config.SourceMapping.Format;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A text file of the landing folder while it is read, record by record. */
final class RecordFile implements AutoCloseable {

    private final FileBytes bytes;
    private final RecordSource records;

    private RecordFile(FileBytes bytes, RecordSource records) {
        this.bytes = bytes;
        this.records = records;
    }

    /** Opens a file's stored bytes. */
    static FileBytes bytes(Configuration configuration, String path) throws IOException {
        Path location = new Path(path);
        return new FileBytes(location.getFileSystem(configuration).open(location));
    }

    /** Opens a file's records over its bytes, which the caller closes. */
    static RecordSource records(FileBytes bytes, FileTask task) throws IOException, UnreadableFile {
        return task.form().format() == Format.JSON
                ? new JsonRecords(bytes.text(task.form()), task.wantedColumns())
                : CsvRecords.open(bytes.text(task.form()), task.form(), task.wantedColumns());
    }

    /** Opens a file that was read before and found readable. */
    static RecordFile open(Configuration configuration, FileTask task) throws IOException {
        FileBytes bytes = bytes(configuration, task.path());
        try {
            return new RecordFile(bytes, records(bytes, task));
        } catch (UnreadableFile e) {
            bytes.close();
            throw changed(task);
        }
    }

    RecordSource records() {
        return records;
    }

    Optional<SourceRecord> next(FileTask task) throws IOException {
        try {
            return records.next();
        } catch (UnreadableFile e) {
            throw changed(task);
        }
    }

    /**
     * Called at the end.
     *
     * @throws IOException where the bytes are others than those first read
     */
    void verify(FileTask task) throws IOException {
        if (!bytes.hash().equals(task.hash())) {
            throw changed(task);
        }
    }

    private static IOException changed(FileTask task) {
        return new IOException("File " + task.relativePath() + " changed while it was read. Write a file under a name "
                + "that begins with '_' and rename it when it is complete, then run the night again.");
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
