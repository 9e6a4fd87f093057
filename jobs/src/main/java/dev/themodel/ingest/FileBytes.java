package dev.themodel.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of one file: hashed as they are stored while what they hold is read. */
final class FileBytes implements AutoCloseable {

    /**
     * Stands for bytes that are no character. A low surrogate without its high one is no character either, so that no
     * text that could be decoded contains it.
     */
    static final char UNDECODABLE = '\uDC00';

    private static final byte[] GZIP_MAGIC = {(byte) 0x1f, (byte) 0x8b};
    private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest = sha256();
    private final BufferedInputStream stored;

    FileBytes(InputStream stored) {
        this.stored = new BufferedInputStream(new DigestInputStream(stored, digest), 1 << 16);
    }

    /** Characters of the file's content; what cannot be decoded comes as {@link #UNDECODABLE}. */
    Reader text(InputForm form) throws IOException, UnreadableFile {
        InputStream content = content(form);
        if (beginsWith(content, PARQUET_MAGIC)) {
            throw new UnreadableFile("is a Parquet file, which its name does not say");
        }
        return new InputStreamReader(
                content,
                Charset.forName(form.charset())
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(UNDECODABLE)));
    }

    /** The file's content, unpacked where the form says that it is packed. */
    InputStream content(InputForm form) throws IOException, UnreadableFile {
        boolean isPacked = beginsWith(stored, GZIP_MAGIC);
        if (isPacked && !form.isGzip()) {
            throw new UnreadableFile("is packed by gzip, which its name does not say (it should end in .gz)");
        }
        if (!form.isGzip() || isEmpty(stored)) {
            return stored;
        }
        if (!isPacked) {
            throw new UnreadableFile("is not packed by gzip, though its name ends in .gz");
        }
        try {
            return new BufferedInputStream(new Unpacked(new GZIPInputStream(stored, 1 << 16)), 1 << 16);
        } catch (EOFException | ZipException e) {
            throw new UnreadableFile(BrokenGzip.MESSAGE, e);
        }
    }

    /** SHA-256 of all stored bytes, read to the end for it, in hexadecimal digits. */
    String hash() throws IOException {
        stored.transferTo(java.io.OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256", e);
        }
    }

    private static boolean isEmpty(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first < 0;
    }

    private static boolean beginsWith(InputStream in, byte[] magic) throws IOException {
        in.mark(magic.length);
        byte[] head = in.readNBytes(magic.length);
        in.reset();
        return Arrays.equals(head, magic);
    }

    /** The packed bytes end early or are damaged: the file's fault, other than a storage that does not answer. */
    static final class BrokenGzip extends IOException {
        static final String MESSAGE = "is cut off or damaged: gzip cannot unpack it to its end";

        BrokenGzip(IOException cause) {
            super(MESSAGE, cause);
        }
    }

    private static final class Unpacked extends FilterInputStream {
        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (EOFException | ZipException e) {
                throw new BrokenGzip(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (EOFException | ZipException e) {
                throw new BrokenGzip(e);
            }
        }
    }
}
