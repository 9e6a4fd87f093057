package dev.themodel.cli;

import dev.themodel.simulate.Landing;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A landing folder at any Hadoop path. A file is written as {@code <name>.tmp}, which is not data, and then renamed. */
final class HadoopLanding implements Landing {

    private final FileSystem system;
    private final Path root;

    HadoopLanding(String landing) throws IOException {
        this.root = new Path(landing);
        this.system = root.getFileSystem(new Configuration());
        // No checksum files beside the drops: who looks into the folder sees what a source system would put there.
        system.setWriteChecksum(false);
    }

    @Override
    public OutputStream create(String path) throws IOException {
        Path target = new Path(root, path);
        Path unfinished = new Path(target.getParent(), target.getName() + ".tmp");
        OutputStream bytes = new BufferedOutputStream(system.create(unfinished, true), 1 << 16);
        return new FilterOutputStream(bytes) {
            private boolean isClosed;

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                bytes.write(block, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (isClosed) {
                    return;
                }
                isClosed = true;
                bytes.close();
                system.delete(target, false);
                if (!system.rename(unfinished, target)) {
                    throw new IOException("Cannot rename " + unfinished + " to " + target);
                }
            }
        };
    }
}
