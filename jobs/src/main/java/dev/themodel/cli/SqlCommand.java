package dev.themodel.cli;

import dev.themodel.model.TableName;
import dev.themodel.night.Reader;
import dev.themodel.night.WarehouseFolder;
import dev.themodel.night.WrongUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Analyst SQL over every table by its name. */
@Command(
        name = "sql",
        preprocessor = SqlCommand.LeadingComment.class,
        description = {
            "Answers Spark SQL over every table by its name (raw.*, star.*, mart.*, ops.*): reads only, and the published"
                    + " state only (ops.* and raw.rejected as they stand).",
            "Without a query it reads statements from stdin, each ended by a semicolon or by the next one's first line."
        },
        footer = {
            "",
            "Examples:",
            "  bin/warehouse sql \"SELECT month, channel, stage, entered FROM mart.funnel_month ORDER BY 1, 2, 3\"",
            "  bin/warehouse sql --format csv -f question.sql",
            "  bin/warehouse sql -f sql/analysis/feedback_comment.sql --parameter department=marketing",
            "  bin/warehouse sql \"SHOW TABLES\""
        })
final class SqlCommand implements Callable<Integer> {

    private static final Pattern SHOW_TABLES = Pattern.compile(
            "(?is)\\s*show\\s+(?:tables|views)(?:\\s+(?:in|from)\\s+([a-z_]+))?(?:\\s+(?:like\\s+)?'([^']*)')?\\s*;?\\s*");
    private static final Pattern SHOW_LAYERS =
            Pattern.compile("(?is)\\s*show\\s+(?:databases|schemas|namespaces)\\s*;?\\s*");
    private static final Pattern LEADING_COMMENT = Pattern.compile("(?s)--(?:\\s|.*\\n).*");

    @Mixin
    private CommonOptions common;

    @Option(names = "-f", paramLabel = "FILE", description = "Reads the statements from a file.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How rows are written; binary in hexadecimal digits (default: ${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "Binds a text to :NAME in the query, NAME= an empty one; may be given again.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUERY", description = "The query.")
    private String query;

    private RowFormat rowFormat;
    private PrintStream out;
    private int answered;

    /** A query that begins with a comment looks like an option: a line break in front tells them apart. */
    static final class LeadingComment implements CommandLine.IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments,
                CommandLine.Model.CommandSpec command,
                CommandLine.Model.ArgSpec argument,
                Map<String, Object> information) {
            arguments.replaceAll(given -> LEADING_COMMENT.matcher(given).matches() ? "\n" + given : given);
            return false;
        }
    }

    @Override
    public Integer call() throws IOException {
        rowFormat = RowFormat.named(format);
        if (query != null && file != null) {
            throw new WrongUsage("Give either a query or -f FILE, not both");
        }
        List<String> statements = new ArrayList<>();
        if (query != null) {
            statements.addAll(Statements.split(query));
        } else if (file != null) {
            if (!Files.isReadable(file)) {
                throw new WrongUsage("Cannot read the file '" + file + "' named by -f");
            }
            statements.addAll(Statements.split(Files.readString(file)));
        }
        if (statements.isEmpty() && (query != null || file != null)) {
            throw new WrongUsage("There is no query to answer: the text is empty");
        }
        WarehouseFolder.requireReadable(common.warehouse, new Configuration());
        out = new PrintStream(new java.io.BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
        Reader reader = Reader.open(common.warehouse, common.master, common.settings());
        try {
            for (String statement : statements) {
                answer(statement, reader);
            }
            if (query == null && file == null) {
                answerLines(reader);
            }
        } finally {
            out.flush();
        }
        if (common.json) {
            System.out.println(RowFormat.json(
                    Map.of("command", "sql", "outcome", "done", "exit_code", 0, "statements", answered)));
        }
        return 0;
    }

    /** On a terminal a mistake in one line does not end the conversation; elsewhere it ends the command. */
    private void answerLines(Reader reader) throws IOException {
        boolean isTerminal = System.console() != null && "1".equals(System.getenv("WAREHOUSE_TERMINAL"));
        Statements statements = new Statements();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        prompt(isTerminal);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (isTerminal && line.strip().matches("(?i)(quit|exit);?")) {
                return;
            }
            for (String statement : statements.add(line)) {
                answerOrTell(statement, reader, isTerminal);
                prompt(isTerminal);
            }
        }
        statements.rest().ifPresent(statement -> answerOrTell(statement, reader, isTerminal));
    }

    private static void prompt(boolean isTerminal) {
        if (isTerminal) {
            System.err.print("sql> ");
        }
    }

    private void answerOrTell(String statement, Reader reader, boolean isTerminal) {
        try {
            answer(statement, reader);
        } catch (RuntimeException e) {
            if (!isTerminal) {
                throw e;
            }
            System.err.println(Messages.of(e));
        }
    }

    private void answer(String statement, Reader reader) {
        if (answered++ > 0) {
            out.println();
        }
        Dataset<Row> rows;
        Matcher showTables = SHOW_TABLES.matcher(statement);
        if (showTables.matches()) {
            rows = tables(reader, showTables.group(1), showTables.group(2));
        } else if (SHOW_LAYERS.matcher(statement).matches()) {
            rows = reader.spark()
                    .createDataFrame(
                            TableName.LAYERS.stream().map(RowFactory::create).toList(),
                            StructType.fromDDL("layer STRING"));
        } else {
            reader.show(statement, ReadOnlySql.of(statement, reader.tables()).tables());
            rows = run(statement, parameters, reader);
        }
        if (rowFormat == RowFormat.TABLE) {
            rowFormat.write(
                    rows.schema(),
                    rows.limit(RowFormat.ROWS_OF_A_TABLE + 1).collectAsList().iterator(),
                    out);
        } else {
            rowFormat.write(rows.schema(), rows.toLocalIterator(), out);
        }
        out.flush();
    }

    private static Dataset<Row> run(String statement, Map<String, String> parameters, Reader reader) {
        String text = statement.strip().replaceFirst(";\\s*$", "");
        try {
            return parameters.isEmpty()
                    ? reader.spark().sql(text)
                    : reader.spark().sql(text, Map.copyOf(parameters));
        } catch (Exception e) {
            if (e instanceof org.apache.spark.sql.AnalysisException analysis) {
                if ("UNBOUND_SQL_PARAMETER".equals(analysis.getCondition())) {
                    String name = analysis.getMessageParameters().get("name");
                    throw new WrongUsage(
                            "The query asks for :" + name + "; give it by --parameter " + name + "=VALUE", e);
                }
                throw new WrongUsage(Messages.of(e), e);
            }
            throw e;
        }
    }

    private static Dataset<Row> tables(Reader reader, String layer, String like) {
        if (layer != null && !TableName.LAYERS.contains(layer.toLowerCase(Locale.ROOT))) {
            throw new WrongUsage("Unknown layer '" + layer + "'; known: " + String.join(", ", TableName.LAYERS));
        }
        Pattern pattern = Pattern.compile(
                like == null ? ".*" : like.replace("*", ".*").replace("%", ".*"), Pattern.CASE_INSENSITIVE);
        List<Row> rows = reader.tables().stream()
                .filter(table -> layer == null || table.layer().equals(layer.toLowerCase(Locale.ROOT)))
                .filter(table -> pattern.matcher(table.table()).matches())
                .map(table -> RowFactory.create(
                        table.layer(),
                        table.table(),
                        reader.lake().definitions().of(table).comment()))
                .toList();
        return reader.spark().createDataFrame(rows, StructType.fromDDL("layer STRING, table STRING, comment STRING"));
    }
}
