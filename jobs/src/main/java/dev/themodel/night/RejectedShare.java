package dev.themodel.night;

import dev.themodel.lake.Ledger;
import dev.themodel.mart.CheckResult;
import dev.themodel.model.TableName;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Blocks publishing where too many of a feed's rows of a night were rejected: then something is wrong with the source
 * or its mapping, and figures without those rows would mislead.
 */
final class RejectedShare {

    /** A handful of bad rows never blocks, however small the feed. */
    private static final int FEWEST_ROWS = 10;

    private RejectedShare() {}

    /**
     * Looks at all files of the night, also those that an earlier attempt at it took.
     *
     * @return one failed check for each feed over the limit; else one that is well
     */
    static List<CheckResult> check(NightContext context) {
        BigDecimal limit = context.settings().rejectedShareLimit();
        List<Row> feeds = context.lake()
                .read(Ledger.FILE)
                .where(functions.col("night").equalTo(Date.valueOf(context.night())))
                .groupBy("file_id", "feed")
                .agg(functions
                        .max_by(functions.struct("rejected", "rows_mapped"), functions.col("ingest_id"))
                        .as("newest"))
                .groupBy("feed")
                .agg(
                        functions.sum("newest.rejected").as("rejected"),
                        functions.sum("newest.rows_mapped").as("mapped"))
                .orderBy("feed")
                .collectAsList();
        List<CheckResult> results = new ArrayList<>();
        for (Row feed : feeds) {
            long rejected = feed.getLong(1);
            long mapped = feed.getLong(2);
            boolean isOver = BigDecimal.valueOf(rejected).compareTo(limit.multiply(BigDecimal.valueOf(mapped))) > 0;
            if (rejected >= FEWEST_ROWS && isOver) {
                results.add(result(
                        TableName.of("raw", feed.getString(0)),
                        rejected,
                        rejected + " of the night's " + mapped + " rows of feed " + feed.getString(0)
                                + " were rejected, more than limits.rejected_share " + limit.toPlainString()
                                + " allows. Look at raw.rejected, correct the source or its mapping, or raise the limit;"
                                + " then run the night again."));
            }
        }
        if (results.isEmpty()) {
            results.add(result(Ledger.FILE, 0, "No feed has more rejected rows than limits.rejected_share allows."));
        }
        return results;
    }

    private static CheckResult result(TableName table, long offenders, String message) {
        return new CheckResult(
                "rejected_share", table, CheckResult.BLOCKING, offenders, List.of(), message, CheckResult.TOUCHED);
    }
}
