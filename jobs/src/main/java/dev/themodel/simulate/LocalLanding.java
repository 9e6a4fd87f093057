package dev.themodel.simulate;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A landing folder on this machine. A file is written as {@code <name>.tmp}, which is not data, and then renamed. */
public record LocalLanding(Path root) implements Landing {

    @Override
    public OutputStream create(String path) throws IOException {
        Path target = root.resolve(path);
        Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
        Files.createDirectories(target.getParent());
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
        return new FilterOutputStream(bytes) {
            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                bytes.write(block, offset, length);
            }

            @Override
            public void close() throws IOException {
                bytes.close();
                if (Files.exists(unfinished)) {
                    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        };
    }
}
