package dev.themodel.ingest;

import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import java.io.Serializable;
import java.util.List;

/**
 * One file to be read for one feed, as it is handed to whoever reads it.
 *
 * @param order its place among the night's files, in the order (dt, path)
 * @param path where it lies, as a Hadoop path
 * @param relativePath the same below the landing folder, for messages and tables
 * @param feedName the feed its rows belong to
 * @param form how it is written
 * @param isMapped whether a mapping's SELECT stands between the file and the feed
 * @param startOfDt start of its dt day in microseconds since 1970: what a missing {@code updated_at} means
 * @param fileId its id in {@code ops.file}; empty until it is known
 * @param hash SHA-256 of its bytes; empty until it is known
 * @param unpackedPath where a packed Parquet file was unpacked to; empty for any other
 */
record FileTask(
        int order,
        String path,
        String relativePath,
        String feedName,
        InputForm form,
        boolean isMapped,
        long startOfDt,
        String fileId,
        String hash,
        String unpackedPath)
        implements Serializable {

    Feed feed() {
        return Feeds.of(feedName);
    }

    /** The columns to ask the file's records for: the feed's, or all the file has where a mapping follows. */
    List<String> wantedColumns() {
        return isMapped
                ? List.of()
                : feed().columns().stream().map(column -> column.name()).toList();
    }

    FileTask identified(String id, String sha256) {
        return new FileTask(order, path, relativePath, feedName, form, isMapped, startOfDt, id, sha256, unpackedPath);
    }

    /** Where Spark reads a Parquet file's rows from. */
    String parquetPath() {
        return form.isGzip() ? unpackedPath : path;
    }
}
