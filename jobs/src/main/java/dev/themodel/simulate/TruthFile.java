package dev.themodel.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the books as JSON: one object, each list a line an element. */
final class TruthFile {

    private TruthFile() {}

    static void write(Truth truth, OutputStream bytes) throws IOException {
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            SimulationOptions options = truth.options();
            writer.append("{\"from\":\"").append(options.from().toString());
            writer.append("\",\"to\":\"").append(options.to().toString());
            writer.append("\",\"seed\":").append(Long.toString(options.seed()));
            writer.append(",\"scale\":")
                    .append(BigDecimal.valueOf(options.scale()).toPlainString());
            writer.append(",\"history_months\":").append(Integer.toString(options.historyMonths()));
            writer.append(",\"time_zone\":\"Asia/Tokyo\",\"base_currency\":\"JPY\"");
            list(writer, "funnel", truth.funnel().months(), TruthFile::month);
            list(writer, "files", truth.files(), TruthFile::file);
            list(writer, "redelivered", truth.redelivered(), TruthFile::redelivery);
            list(writer, "bad_rows", truth.badRows(), TruthFile::badRow);
            list(writer, "bad_files", truth.badFiles(), TruthFile::badFile);
            writer.append(",\n\"counts\":").append(counts(truth.counts())).append("}\n");
        }
    }

    private static <T> void list(Writer writer, String name, List<T> elements, Function<T, Line> form)
            throws IOException {
        writer.append(",\n\"").append(name).append("\":[");
        String separator = "\n";
        for (T element : elements) {
            writer.append(separator).append(form.apply(element).close());
            separator = ",\n";
        }
        writer.append("]");
    }

    private static Line month(FunnelTruth.MonthTruth month) {
        return new Line()
                .text("month", month.month().toString())
                .text("stage", month.stage().code())
                .number("entered", month.entered())
                .number("active", month.active())
                .number("from_upstream", month.fromUpstream())
                .number("no_upstream", month.noUpstream())
                .number("went_on", month.wentOn())
                .number("first_renewals_due", month.upstreamDue())
                .text("amount_base", month.amountBase().toPlainString())
                .number("without_rate", month.withoutRate());
    }

    private static Line file(Truth.FileTruth file) {
        return new Line()
                .text("feed", file.feed())
                .text("path", file.path())
                .number("rows", file.rows())
                .number("accepted", file.accepted())
                .number("rejected", file.rejected())
                .number("duplicate", file.duplicate());
    }

    private static Line redelivery(Truth.RedeliveryTruth file) {
        return new Line().text("feed", file.feed()).text("path", file.path()).text("same_as", file.sameAs());
    }

    private static Line badRow(Truth.BadRowTruth row) {
        return new Line()
                .text("feed", row.feed())
                .text("path", row.path())
                .number("record", row.record())
                .text("column", row.column())
                .text("reason", row.reason());
    }

    private static Line badFile(Truth.BadFileTruth file) {
        return new Line()
                .text("feed", file.feed())
                .text("path", file.path())
                .text("kind", file.kind())
                .text("reason", file.reason());
    }

    private static String counts(Map<String, Long> counts) {
        Line line = new Line();
        new TreeMap<>(counts).forEach(line::number);
        return line.close();
    }

    /** One JSON object. */
    private static final class Line {
        private final StringBuilder json = new StringBuilder("{");

        Line text(String name, String value) {
            name(name);
            Quotes.json(json, value);
            return this;
        }

        Line number(String name, long value) {
            name(name);
            json.append(value);
            return this;
        }

        String close() {
            return json.append('}').toString();
        }

        private void name(String name) {
            if (json.length() > 1) {
                json.append(',');
            }
            Quotes.json(json, name);
            json.append(':');
        }
    }
}
