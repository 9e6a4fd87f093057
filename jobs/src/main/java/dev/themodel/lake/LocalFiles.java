package dev.themodel.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's view of the machine's own files. Where Hadoop's native library is absent, as it is unless somebody installs
 * it, Hadoop starts a process for each file whose permissions it reads or sets, more than a thousand a night; the JDK
 * knows them by itself.
 */
public final class LocalFiles extends LocalFileSystem {

    /** Called by Hadoop, once a process. */
    public LocalFiles() {
        super(new Direct());
        // A checksum file beside each data file doubles the files; Parquet and the operating system have their own.
        setWriteChecksum(false);
        setVerifyChecksum(false);
    }

    /** Makes this the process's view of {@code file:} where another was opened before, as spark-submit does. */
    static void replaceOpened(Configuration configuration) {
        try {
            FileSystem opened = FileSystem.get(URI.create("file:///"), configuration);
            if (!(opened instanceof LocalFiles)) {
                opened.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot open the local file system: " + e.getMessage(), e);
        }
    }

    /** The same for Hadoop's other interface to file systems, by which Delta commits. */
    public static final class Context extends DelegateToFileSystem {

        /** Called by Hadoop. */
        public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new Direct(), configuration, "file", false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public boolean isValidName(String name) {
            return true;
        }
    }

    private static final class Direct extends RawLocalFileSystem {

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            String symbols = permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
            Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols));
        }

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            try {
                PosixFileAttributes found =
                        Files.readAttributes(pathToFile(path).toPath(), PosixFileAttributes.class);
                return new FileStatus(
                        found.size(),
                        found.isDirectory(),
                        1,
                        getDefaultBlockSize(path),
                        found.lastModifiedTime().toMillis(),
                        found.lastAccessTime().toMillis(),
                        FsPermission.valueOf("-" + PosixFilePermissions.toString(found.permissions())),
                        found.owner().getName(),
                        found.group().getName(),
                        makeQualified(path));
            } catch (NoSuchFileException e) {
                FileNotFoundException missing = new FileNotFoundException("File " + path + " does not exist");
                missing.initCause(e);
                throw missing;
            }
        }

        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            return Files.isSymbolicLink(pathToFile(path).toPath())
                    ? super.getFileLinkStatus(path)
                    : getFileStatus(path);
        }
    }
}
