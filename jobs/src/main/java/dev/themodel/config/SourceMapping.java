package dev.themodel.config;

import dev.themodel.model.Feed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the files of another system become rows of a feed.
 *
 * @param system the other system, as its mapping's file is called
 * @param feed the feed that the SELECT returns rows of
 * @param position counts the mappings of one feed in one system from 0
 * @param path a glob of the whole path below the landing folder; as of {@link Glob}
 * @param format of the files
 * @param charset Java's canonical name of the text's character set, such as {@code UTF-8} or {@code windows-31j}
 * @param delimiter between CSV fields
 * @param header whether a CSV file's first record names its columns
 * @param columns the names of the columns of a CSV file without header, else empty
 * @param timeZone of times that carry no offset
 * @param timestampFormats Java patterns, or {@link #ISO}, tried in order
 * @param dateFormats Java patterns, tried in order
 * @param decimalMark {@code '.'} or {@code ','}
 * @param delivery what a file says about the keys it lacks
 * @param sqlFile the name of the SELECT's file
 * @param sql the SELECT over the view {@code input}
 * @param beside the files of the same folder that the SELECT may join, by the name of their view
 */
public record SourceMapping(
        String system,
        Feed feed,
        int position,
        String path,
        Format format,
        String charset,
        char delimiter,
        boolean header,
        List<String> columns,
        ZoneId timeZone,
        List<String> timestampFormats,
        List<String> dateFormats,
        char decimalMark,
        Delivery delivery,
        String sqlFile,
        String sql,
        Map<String, Beside> beside) {

    /** Stands for the native notation of times among {@link #timestampFormats}. */
    public static final String ISO = "ISO";

    /** The column of the view {@code input} that holds the file's dt. */
    public static final String DT = "_dt";

    /** The form of a file. */
    public enum Format {
        CSV,
        JSON,
        PARQUET;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a drop says about the keys it does not hold. */
    public enum Delivery {
        /** Nothing: it holds new versions of some records. */
        VERSIONS,
        /** That they are deleted: each drop is the whole table. */
        SNAPSHOT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Files that lie in the folder of the mapping's own, such as a CRM's table of stages beside its table of deals.
     *
     * @param path a glob of their names
     * @param columns what the view has, as text; a column that the file lacks is NULL
     */
    public record Beside(String path, List<String> columns) {

        public Beside {
            columns = List.copyOf(columns);
        }

        /** Whether a file of this name is one of them. */
        public boolean takes(String name) {
            return new Glob(path).matches(name);
        }
    }

    /** A mapping whose SELECT needs no other file. */
    public SourceMapping(
            String system,
            Feed feed,
            int position,
            String path,
            Format format,
            String charset,
            char delimiter,
            boolean header,
            List<String> columns,
            ZoneId timeZone,
            List<String> timestampFormats,
            List<String> dateFormats,
            char decimalMark,
            Delivery delivery,
            String sqlFile,
            String sql) {
        this(
                system,
                feed,
                position,
                path,
                format,
                charset,
                delimiter,
                header,
                columns,
                timeZone,
                timestampFormats,
                dateFormats,
                decimalMark,
                delivery,
                sqlFile,
                sql,
                Map.of());
    }

    public SourceMapping {
        // Ordered, so that the fingerprint of the same mapping is the same in every run.
        beside = Collections.unmodifiableSortedMap(new TreeMap<>(beside));
        columns = List.copyOf(columns);
        timestampFormats = List.copyOf(timestampFormats);
        dateFormats = List.copyOf(dateFormats);
    }

    /** The mapping's name in messages and ledgers, such as {@code salesforce/deals} or {@code salesforce/deals/1}. */
    public String name() {
        return system + "/" + feed.name() + (position == 0 ? "" : "/" + position);
    }

    /** Whether a path below the landing folder, written with slashes, is taken by this mapping. */
    public boolean takes(String relativePath) {
        return new Glob(path).matches(relativePath);
    }

    /** Whether the SELECT may say of the same file something else on another day. */
    public boolean namesDt() {
        return sql.toLowerCase(Locale.ROOT).contains(DT);
    }

    /** SHA-256 of the mapping and its SELECT: changes when anything about them does, and with nothing else. */
    public String fingerprint() {
        List<String> said = new ArrayList<>(List.of(
                system,
                feed.name(),
                path,
                format.code(),
                charset,
                String.valueOf(delimiter),
                String.valueOf(header),
                columns.toString(),
                timeZone.getId(),
                timestampFormats.toString(),
                dateFormats.toString(),
                String.valueOf(decimalMark),
                delivery.code(),
                sql));
        if (!beside.isEmpty()) {
            said.add(beside.toString());
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.join("\u0000", said).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256", e);
        }
    }
}
