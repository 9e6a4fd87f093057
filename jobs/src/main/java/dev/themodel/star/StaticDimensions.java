package dev.themodel.star;

import dev.themodel.config.Settings;
import dev.themodel.config.StageSettings;
import dev.themodel.model.Calendar;
import dev.themodel.model.Department;
import dev.themodel.model.PeriodKind;
import dev.themodel.model.Stage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
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
        Stream<Row> days = FIRST_DAY.datesUntil(LAST_DAY.plusDays(1)).map(this::day);
        Stream<Row> special = Stream.of(-1, -2)
                .map(key -> RowFactory.create(Stream.concat(Stream.<Object>of(key), Stream.generate(() -> null))
                        .limit(schema.length())
                        .toArray()));
        return spark.createDataFrame(Stream.concat(special, days).toList(), schema);
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

    private Row day(LocalDate date) {
        Calendar calendar = settings.calendar();
        return RowFactory.create(
                date.getYear() * 10000 + date.getMonthValue() * 100 + date.getDayOfMonth(),
                date,
                date.getYear(),
                (date.getMonthValue() + 2) / 3,
                date.getMonthValue(),
                date.getDayOfMonth(),
                date.getDayOfWeek().getValue(),
                PeriodKind.WEEK.start(date, calendar),
                PeriodKind.MONTH.start(date, calendar),
                calendar.fiscalYear(date),
                PeriodKind.HALF.start(date, calendar),
                calendar.fiscalQuarter(date),
                PeriodKind.QUARTER.start(date, calendar),
                PeriodKind.YEAR.start(date, calendar),
                calendar.holidays().contains(date),
                calendar.isBusinessDay(date));
    }
}
