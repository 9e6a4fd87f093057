package dev.themodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** How values stand in what {@code sql} writes. */
class RowFormatTest {

    @Test
    void binaryIsWrittenInHexadecimalDigits() {
        StructType columns = StructType.fromDDL("bytes BINARY, list ARRAY<BINARY>");
        byte[] bytes = {0, 'A', (byte) 0xFF};
        Row row = new GenericRowWithSchema(
                new Object[] {
                    bytes, CollectionConverters.asScala(List.of(bytes)).toSeq()
                },
                columns);

        assertThat(written(RowFormat.TABLE, columns, row)).contains("0041FF", "[\"0041FF\"]");
        assertThat(written(RowFormat.CSV, columns, row)).endsWith("0041FF,\"[\"\"0041FF\"\"]\"\n");
        assertThat(written(RowFormat.JSON, columns, row)).isEqualTo("[{\"bytes\":\"0041FF\",\"list\":[\"0041FF\"]}]\n");
    }

    private static String written(RowFormat format, StructType columns, Row row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(columns, List.of(row).iterator(), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
