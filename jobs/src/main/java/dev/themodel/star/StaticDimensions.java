package dev.themodel.star;

import dev.themodel.config.Settings;
import dev.themodel.config.StageSettings;
import dev.themodel.model.Calendar;
import dev.themodel.model.Department;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The dimensions that follow from the configuration alone. */
final class StaticDimensions {

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2200, 12, 31);

    private final SparkSession spark;
    private final Settings settings;

    StaticDimensions(SparkSession spark, Settings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    Dataset<Row> dates() {
        StructType schema = StructType.fromDDL("date_key INT, date DATE, year INT, quarter INT, month INT, day INT,"
                + " day_of_week INT, week_start DATE, month_start DATE, fiscal_year INT, fiscal_half_start DATE,"
                + " fiscal_quarter INT, fiscal_quarter_start DATE, fiscal_year_start DATE, is_holiday BOOLEAN,"
                + " is_business_day BOOLEAN");
        Calendar calendar = settings.calendar();
        MapFunction<Long, Row> describe = day -> day(FIRST_DAY.plusDays(day), calendar);
        Dataset<Row> days = spark.range(0, FIRST_DAY.until(LAST_DAY, ChronoUnit.DAYS) + 1, 1, 1)
                .map(describe, Encoders.row(schema));
        Dataset<Row> special =
                spark.range(-2, 0, 1, 1).select(functions.col("id").cast("int").as("date_key"));
        return days.unionByName(special, true);
    }

    Dataset<Row> stages() {
        StructType schema = StructType.fromDDL("stage STRING, stage_number INT, name_english STRING,"
                + " name_japanese STRING, producing_department STRING, consuming_department STRING");
        List<Row> rows = Arrays.stream(Stage.values())
                .map(stage -> {
                    StageSettings named = settings.stages().get(stage);
                    return RowFactory.create(
                            stage.code(),
                            stage.ordinal() + 1,
                            named.english(),
                            named.japanese(),
                            named.producing().code(),
                            named.consuming().code());
                })
                .toList();
        return keyed("stage", spark.createDataFrame(rows, schema));
    }

    Dataset<Row> departments() {
        StructType schema = StructType.fromDDL("department STRING, name_english STRING, name_japanese STRING");
        List<Row> rows = Arrays.stream(Department.values())
                .map(department -> RowFactory.create(department.code(), department.english(), department.japanese()))
                .toList();
        return keyed("department", spark.createDataFrame(rows, schema));
    }

    /** The channels that the rules can name, and those that campaigns name themselves. */
    Dataset<Row> channels(Dataset<Row> campaigns) {
        StructType schema = StructType.fromDDL("channel STRING");
        List<Row> rows = settings.channels().channels().stream()
                .map(channel -> RowFactory.create(channel))
                .toList();
        Dataset<Row> named = campaigns.where("channel IS NOT NULL").select("channel");
        return keyed("channel", spark.createDataFrame(rows, schema).union(named).distinct());
    }

    private static Dataset<Row> keyed(String name, Dataset<Row> rows) {
        return rows.withColumn(name + "_key", functions.xxhash64(functions.col(name)));
    }

    private static Row day(LocalDate date, Calendar calendar) {
        return RowFactory.create(
                date.getYear() * 10000 + date.getMonthValue() * 100 + date.getDayOfMonth(),
                Date.valueOf(date),
                date.getYear(),
                (date.getMonthValue() + 2) / 3,
                date.getMonthValue(),
                date.getDayOfMonth(),
                date.getDayOfWeek().getValue(),
                Date.valueOf(PeriodKind.WEEK.start(date, calendar)),
                Date.valueOf(PeriodKind.MONTH.start(date, calendar)),
                calendar.fiscalYear(date),
                Date.valueOf(PeriodKind.HALF.start(date, calendar)),
                calendar.fiscalQuarter(date),
                Date.valueOf(PeriodKind.QUARTER.start(date, calendar)),
                Date.valueOf(PeriodKind.YEAR.start(date, calendar)),
                calendar.holidays().contains(date),
                calendar.isBusinessDay(date));
    }
}
