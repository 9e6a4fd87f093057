package dev.themodel.mart;

import dev.themodel.lake.Definitions;
import dev.themodel.lake.TableDefinition;
import dev.themodel.model.Feed;
import dev.themodel.model.Feeds;
import dev.themodel.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every check there is: those of the folders, and those that follow from the tables' definitions. */
final class CheckFiles {

    private CheckFiles() {}

    static List<Check> all(Definitions definitions) {
        List<Check> checks = new ArrayList<>();
        for (TableName table : definitions.all()) {
            definitions
                    .text(table.layer() + "/" + table.table() + "/checks.sql")
                    .ifPresent(text -> checks.addAll(Check.parse(table, text)));
            if (table.layer().equals(MartDefinition.LAYER)) {
                checks.add(uniqueKey(MartDefinition.read(definitions, table)));
            }
        }
        Feeds.all().forEach(feed -> checks.add(aheadOfTheNight(feed)));
        return checks;
    }

    /** A mart has one row a key. */
    private static Check uniqueKey(MartDefinition mart) {
        TableDefinition table = mart.table();
        String key = String.join(", ", mart.key());
        return new Check(
                "unique_key",
                table.name(),
                true,
                mart.period().map(PeriodColumns::start),
                Check.Occasion.ALWAYS,
                "Several rows have one key (" + key + "): query.sql has to group by it, or table.sql to name another",
                "SELECT " + key + ", COUNT(*) AS row_count FROM " + table.name() + " GROUP BY " + key
                        + " HAVING COUNT(*) > 1");
    }

    /** Versions of records from the future are taken in, and told. */
    private static Check aheadOfTheNight(Feed feed) {
        String keys = String.join(", ", feed.keys());
        return new Check(
                "updated_at_ahead",
                feed.table(),
                false,
                Optional.of("ingest_id"),
                Check.Occasion.ALWAYS,
                "Versions were updated later than the night's day: the source's clock or time zone may be wrong",
                "SELECT " + keys + ", updated_at FROM " + feed.table()
                        + " JOIN clock ON business_date(updated_at) > clock.as_of");
    }
}
