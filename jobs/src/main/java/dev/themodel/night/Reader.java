package dev.themodel.night;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Ledger;
import dev.themodel.lake.Publication;
import dev.themodel.lake.Sessions;
import dev.themodel.mart.QueryViews;
import dev.themodel.model.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A warehouse opened for reading. Readers never wait: star, marts and raw are shown as of the newest publication. The
 * ledger of operation and the rejected rows are shown as they stand, so that a blocked night can be looked into.
 */
public final class Reader {

    private static final TableName REJECTED = TableName.of("raw", "rejected");

    private final SparkSession spark;
    private final Lake lake;
    private final Settings settings;
    private final Optional<Publication> publication;
    private boolean hasFunctions;

    private Reader(SparkSession spark, Lake lake, Settings settings) {
        this.spark = spark;
        this.lake = lake;
        this.settings = settings;
        this.publication = new Ledger(lake).publication();
    }

    /**
     * Opens a session on a warehouse.
     *
     * @throws WrongUsage where the folder is not one
     */
    public static Reader open(String root, String master, Settings settings) {
        WarehouseFolder.requireReadable(root, new Configuration());
        SparkSession spark = Sessions.open(master, "The Model Warehouse");
        return new Reader(spark, new Lake(spark, root, Writer.definitions(settings)), settings);
    }

    /** Opens what a writer has open, for reading. */
    public static Reader over(Writer writer, Settings settings) {
        return new Reader(writer.lake().spark(), writer.lake(), settings);
    }

    public SparkSession spark() {
        return spark;
    }

    public Lake lake() {
        return lake;
    }

    public Settings settings() {
        return settings;
    }

    /** What upkeep would do; nothing is written, and no hold is taken. */
    public Outcome rehearsedUpkeep(Duration retention, Progress progress) {
        long begun = System.nanoTime();
        return new Upkeep(lake, progress).run(retention, true, "").begunAt(begun);
    }

    /** What is served; empty before the first publication. */
    public Optional<Publication> publication() {
        return publication;
    }

    /** All tables there are, by layer and name. */
    public List<TableName> tables() {
        return lake.definitions().all();
    }

    /** Makes tables known to SQL by their names, as they are served. */
    public void show(Iterable<TableName> tables) {
        if (!hasFunctions) {
            QueryViews.functions(spark, lake.definitions(), settings);
            hasFunctions = true;
        }
        for (TableName table : tables) {
            lake.view(spark, table, served(table));
        }
    }

    /**
     * Makes what a query names known to SQL: its tables as they are served, and the small views that a mart's query uses,
     * with a scope of everything, so that a shipped query runs as it stands.
     */
    public void show(String query, Set<TableName> tables) {
        boolean usesViews = publication.isPresent() && QueryViews.areNamedIn(query);
        Set<TableName> shown = new TreeSet<>(tables);
        if (usesViews) {
            shown.addAll(QueryViews.tablesBehind(query));
        }
        show(shown);
        if (usesViews) {
            QueryViews.registerFor(
                    query,
                    spark,
                    lake.definitions(),
                    settings,
                    publication.orElseThrow().night());
        }
    }

    private OptionalLong served(TableName table) {
        if (table.layer().equals("ops") || table.equals(REJECTED)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(publication
                .flatMap(set -> set.version(table).isPresent()
                        ? Optional.of(set.version(table).getAsLong())
                        : Optional.empty())
                .orElse(-1L));
    }
}
