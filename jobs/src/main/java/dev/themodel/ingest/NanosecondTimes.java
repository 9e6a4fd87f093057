package dev.themodel.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of a Parquet file that hold times in nanoseconds, as pandas writes them. Spark hands them out as numbers;
 * here they become times, cut to the microsecond. Those within structures stay numbers.
 *
 * @param isInstant by the column's name, whether it holds instants; else times of a clock on the wall
 */
record NanosecondTimes(Map<String, Boolean> isInstant) {

    /** Looks into the file's footer. */
    static NanosecondTimes of(String path, Configuration configuration) {
        Map<String, Boolean> isInstant = new LinkedHashMap<>();
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(path), configuration))) {
            for (Type column : reader.getFileMetaData().getSchema().getFields()) {
                if (column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                        && time.getUnit() == TimeUnit.NANOS) {
                    isInstant.put(column.getName(), time.isAdjustedToUTC());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + " again: " + e.getMessage(), e);
        }
        return new NanosecondTimes(isInstant);
    }

    /** The file's rows with times in the place of numbers. */
    Dataset<Row> asTimes(Dataset<Row> rows) {
        Map<String, Column> times = new LinkedHashMap<>();
        isInstant.forEach((name, hasZone) -> {
            Column nanos = rows.col("`" + name.replace("`", "``") + "`");
            // Down to the microsecond, also before 1970; a division of doubles would lose digits.
            Column whole = nanos.minus(functions.pmod(nanos, functions.lit(1_000L)));
            Column instant = functions.timestamp_micros(functions.call_function("div", whole, functions.lit(1_000L)));
            times.put(name, hasZone ? instant : instant.cast(DataTypes.TimestampNTZType));
        });
        return rows.withColumns(times);
    }
}
