package dev.themodel.star;

import dev.themodel.config.Settings;
import dev.themodel.lake.Lake;
import dev.themodel.lake.Sessions;
import dev.themodel.lake.TableWrite;
import dev.themodel.model.TableName;
import java.util.List;

/**
 * Builds the star from raw: dimensions, facts and {@code stage_entry}. A build computes the rows of the records that
 * changed and of all records linked to them, or of all; either way a table ends with the same rows.
 */
public final class Star {

    private static final List<StarTable> TABLES = List.of(
            StarTable.DIM_DATE,
            StarTable.DIM_STAGE,
            StarTable.DIM_DEPARTMENT,
            StarTable.DIM_CAMPAIGN,
            StarTable.DIM_CHANNEL,
            StarTable.DIM_CONTENT,
            StarTable.DIM_PRODUCT,
            StarTable.DIM_ACCOUNT,
            StarTable.DIM_EMPLOYEE,
            StarTable.DIM_REASON,
            StarTable.FACT_VISIT,
            StarTable.VISITOR_ACTIVITY,
            StarTable.DIM_VISITOR,
            StarTable.FACT_LEAD,
            StarTable.FACT_OPPORTUNITY,
            StarTable.FACT_MEETING,
            StarTable.FACT_DEAL,
            StarTable.FACT_RENEWAL,
            StarTable.FACT_CONTRACT,
            StarTable.STAGE_ENTRY,
            StarTable.DELIVERY,
            StarTable.LEAD_TOUCH,
            StarTable.LEAD_CYCLE,
            StarTable.VISITOR_COHORT);

    private final Lake lake;
    private final Settings settings;

    public Star(Lake lake, Settings settings) {
        this.lake = lake;
        this.settings = settings;
    }

    /** Every table of the star, in the order in which they are built. */
    public static List<TableName> tables() {
        return TABLES.stream().map(StarTable::name).toList();
    }

    static List<StarTable> all() {
        return TABLES;
    }

    /** Builds what the request asks for; each table written is one commit. */
    public List<TableWrite> run(StarRequest request) {
        Lake own = lake.in(Sessions.another(lake.spark()));
        return new StarBuild(own, settings, request).run();
    }
}
