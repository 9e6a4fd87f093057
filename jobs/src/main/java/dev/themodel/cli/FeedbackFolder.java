package dev.themodel.cli;

import dev.themodel.model.Department;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The files that {@code feedback} leaves: a page, and CSV that spreadsheets know as UTF-8 by its byte order mark. */
final class FeedbackFolder {

    /** What each department is told about; campaigns also where only comments name them. */
    private static final Map<Department, List<String>> SUBJECT_TYPES = Map.of(
            Department.MARKETING, List.of("all", "channel", "campaign", "content"),
            Department.INSIDE_SALES, List.of("all", "owner", "need", "budget", "authority", "timeline", "campaign"),
            Department.FIELD_SALES, List.of("all", "rep", "product", "discount_band", "expectation", "campaign"),
            Department.CUSTOMER_SUCCESS, List.of("all", "campaign"));

    private static final String OF_A_TYPE = """
            SELECT feedback.month, feedback.from_department, feedback.subject_type, feedback.subject,
              COALESCE(segment_label.segment_label, feedback.subject) AS subject_label,
              feedback.* EXCEPT (month, from_department, to_department, subject_type, subject)
            FROM mart.feedback
            LEFT JOIN mart.segment_label
              ON segment_label.segment_type = IF(feedback.subject_type = 'rep', 'owner', feedback.subject_type)
              AND segment_label.segment = feedback.subject
            WHERE feedback.to_department = :department AND feedback.subject_type = :subject_type
            ORDER BY feedback.month, feedback.from_department, feedback.subject""";

    private final FileSystem system;
    private final Path folder;

    FeedbackFolder(String out) throws IOException {
        this.folder = new Path(out);
        this.system = folder.getFileSystem(new Configuration());
        // No checksum files beside what people open.
        system.setWriteChecksum(false);
    }

    /** Writes everything; returns the files' names. */
    List<String> write(Department told, FeedbackPage page, SparkSession spark) throws IOException {
        List<String> files = new ArrayList<>();
        files.add("feedback.md");
        try (PrintStream out = create("feedback.md")) {
            out.print(page.markdown());
            requireWritten(out, "feedback.md");
        }
        for (String type : SUBJECT_TYPES.get(told)) {
            Map<String, Object> parameters = Map.of("department", told.code(), "subject_type", type);
            files.add(writeCsv(type + ".csv", spark.sql(OF_A_TYPE, parameters)));
        }
        files.add(writeCsv("records.csv", spark.table(FeedbackFigures.RECORDS)));
        files.add(writeCsv("comments.csv", spark.table(FeedbackFigures.COMMENTS)));
        return List.copyOf(files);
    }

    private String writeCsv(String name, Dataset<Row> rows) throws IOException {
        try (PrintStream out = create(name)) {
            out.print('\uFEFF');
            RowFormat.CSV.write(rows.schema(), rows.toLocalIterator(), out);
            requireWritten(out, name);
        }
        return name;
    }

    private PrintStream create(String name) throws IOException {
        return new PrintStream(
                new java.io.BufferedOutputStream(system.create(new Path(folder, name), true), 1 << 16),
                false,
                StandardCharsets.UTF_8);
    }

    /** A full disk must not look like a short file. */
    private void requireWritten(PrintStream out, String name) throws IOException {
        if (out.checkError()) {
            throw new IOException(
                    "Cannot write " + new Path(folder, name) + ": is there space and the right to write?");
        }
    }
}
