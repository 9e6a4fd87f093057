package dev.themodel.ingest;

import dev.themodel.ingest.FileFacts.Readable;
import dev.themodel.ingest.FileFacts.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** The first look at a Parquet file; a packed one is unpacked beside the warehouse, since Parquet is read by seeking. */
final class ParquetInspection {

    private final Configuration configuration;
    private final FileTask task;

    ParquetInspection(Configuration configuration, FileTask task) {
        this.configuration = configuration;
        this.task = task;
    }

    FileFacts facts() throws IOException {
        String hash;
        long size;
        try (FileBytes bytes = RecordFile.bytes(configuration, task.path())) {
            size = size(new Path(task.path()));
            if (task.form().isGzip()) {
                try {
                    unpack(bytes);
                } catch (UnreadableFile | FileBytes.BrokenGzip e) {
                    return FileFacts.without(task, bytes.hash(), new Refused(Refusal.UNREADABLE, e.getMessage()));
                }
            }
            hash = bytes.hash();
        }
        Path readable = new Path(task.parquetPath());
        if (size == 0 || size(readable) == 0) {
            return FileFacts.without(task, hash, new Readable());
        }
        try {
            return content(readable, hash);
        } catch (UnreadableFile e) {
            return FileFacts.without(task, hash, new Refused(Refusal.UNREADABLE, e.getMessage()));
        }
    }

    private void unpack(FileBytes bytes) throws IOException, UnreadableFile {
        Path target = new Path(task.unpackedPath());
        FileSystem system = target.getFileSystem(configuration);
        // The content stays open: closing it would close the stored bytes, whose hash is still to be told.
        InputStream content = bytes.content(task.form());
        try (OutputStream out = system.create(target, true)) {
            content.transferTo(out);
        }
    }

    private FileFacts content(Path path, String hash) throws IOException, UnreadableFile {
        List<String> columns = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
            for (Type column : reader.getFileMetaData().getSchema().getFields()) {
                columns.add(column.getName().strip().toLowerCase(Locale.ROOT));
            }
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile("is no Parquet file, or is cut off: its footer cannot be read", e);
        }
        Set<String> names = new HashSet<>(columns);
        if (names.size() < columns.size()) {
            throw new UnreadableFile("names a column twice, which are told apart by case alone");
        }
        Optional<Refused> lack = task.isMapped() ? Optional.empty() : Inspection.missing(task.feed(), names);
        if (lack.isPresent()) {
            return FileFacts.without(task, hash, lack.get());
        }
        return new FileFacts(task.order(), hash, new Readable(), readThrough(path), 0, 0, columns, Set.of());
    }

    /** Reads every value once; a damaged page would otherwise fail the night instead of the file. */
    private long readThrough(Path path) throws UnreadableFile {
        long rows = 0;
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(configuration)
                .build()) {
            while (reader.read() != null) {
                rows++;
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile("is a damaged Parquet file: its values cannot be read to the end", e);
        }
    }

    private long size(Path path) throws IOException {
        return path.getFileSystem(configuration).getFileStatus(path).getLen();
    }
}
