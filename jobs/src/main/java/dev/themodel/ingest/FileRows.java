package dev.themodel.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Reads files found readable once more and hands on a row for each record that has one. */
final class FileRows implements FlatMapFunction<Iterator<FileTask>, Row> {

    /** What rows the records of a file yield. */
    @FunctionalInterface
    interface Yield extends Serializable {
        /** For the records of one file, in their order, the row each yields. */
        Function<SourceRecord, Optional<Row>> of(FileTask task);
    }

    private final SerializableConfiguration configuration;
    private final Yield rows;

    FileRows(SerializableConfiguration configuration, Yield rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    @Override
    public Iterator<Row> call(Iterator<FileTask> tasks) {
        Pass pass = new Pass(tasks);
        TaskContext context = TaskContext.get();
        if (context != null) {
            TaskCompletionListener closing = done -> pass.close();
            context.addTaskCompletionListener(closing);
        }
        return pass;
    }

    /** One file after the other; a file is open while its records are read. */
    private final class Pass implements Iterator<Row> {
        private final Iterator<FileTask> tasks;
        private Optional<FileTask> task = Optional.empty();
        private Optional<RecordFile> file = Optional.empty();
        private Function<SourceRecord, Optional<Row>> rowOf = record -> Optional.empty();
        private Optional<Row> ahead = Optional.empty();

        private Pass(Iterator<FileTask> tasks) {
            this.tasks = tasks;
        }

        @Override
        public boolean hasNext() {
            try {
                while (ahead.isEmpty() && isOpen()) {
                    Optional<SourceRecord> record = file.orElseThrow().next(task.orElseThrow());
                    if (record.isPresent()) {
                        ahead = rowOf.apply(record.get());
                    } else {
                        file.orElseThrow().verify(task.orElseThrow());
                        close();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            return ahead.isPresent();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = ahead.orElseThrow();
            ahead = Optional.empty();
            return row;
        }

        private boolean isOpen() throws IOException {
            if (file.isEmpty() && tasks.hasNext()) {
                FileTask next = tasks.next();
                task = Optional.of(next);
                file = Optional.of(RecordFile.open(configuration.value(), next));
                rowOf = rows.of(next);
            }
            return file.isPresent();
        }

        private void close() {
            file.ifPresent(open -> {
                try {
                    open.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            file = Optional.empty();
        }
    }
}
