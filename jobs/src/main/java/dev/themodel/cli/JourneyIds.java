package dev.themodel.cli;

import dev.themodel.model.MergeForest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The records that belong to one customer's or one lead's story, found link by link. One query that did it all would
 * compute each link again wherever it is followed.
 */
final class JourneyIds {

    private final SparkSession spark;
    private final Set<String> accounts = new TreeSet<>();
    private final Set<String> leads = new TreeSet<>();

    private JourneyIds(SparkSession spark) {
        this.spark = spark;
    }

    /** What the query of a customer's story binds. */
    static Map<String, String> ofCustomer(SparkSession spark, String account) {
        JourneyIds ids = new JourneyIds(spark);
        ids.accounts.addAll(ids.family(account));
        Set<String> deals = ids.find("SELECT deal_id FROM star.fact_deal WHERE " + among("account_id"), ids.accounts);
        Set<String> opportunities = new TreeSet<>(ids.find(
                "SELECT opportunity_id FROM star.fact_opportunity WHERE " + among("account_id"), ids.accounts));
        // its opportunities are also those that its deals name, and its leads those that either names
        opportunities.addAll(
                ids.find("SELECT opportunity_id FROM star.fact_deal WHERE " + among("account_id"), ids.accounts));
        ids.leads.addAll(ids.find("SELECT lead_id FROM star.fact_lead WHERE " + among("account_id"), ids.accounts));
        ids.leads.addAll(
                ids.find("SELECT lead_id FROM star.fact_opportunity WHERE " + among("opportunity_id"), opportunities));
        ids.leads.addAll(ids.find("SELECT lead_id FROM star.fact_deal WHERE " + among("account_id"), ids.accounts));
        return ids.parameters(opportunities, deals);
    }

    /** What the query of a lead's story binds. */
    static Map<String, String> ofLead(SparkSession spark, String lead) {
        JourneyIds ids = new JourneyIds(spark);
        Set<String> asked = Set.of(lead);
        ids.leads.addAll(ids.find(
                "SELECT lead_id FROM star.fact_lead WHERE ARRAYS_OVERLAP(merged_lead_ids, "
                        + "FROM_JSON(:ids, 'ARRAY<STRING>'))",
                asked));
        if (ids.leads.isEmpty()) {
            ids.leads.add(lead);
        }
        Set<String> opportunities =
                ids.find("SELECT opportunity_id FROM star.fact_opportunity WHERE " + among("lead_id"), ids.leads);
        Set<String> deals =
                new TreeSet<>(ids.find("SELECT deal_id FROM star.fact_deal WHERE " + among("lead_id"), ids.leads));
        deals.addAll(ids.find("SELECT deal_id FROM star.fact_deal WHERE " + among("opportunity_id"), opportunities));
        return ids.parameters(opportunities, deals);
    }

    private Map<String, String> parameters(Set<String> opportunities, Set<String> deals) {
        Set<String> visitors = find("SELECT EXPLODE(visitor_ids) FROM star.fact_lead WHERE " + among("lead_id"), leads);
        Set<String> renewals =
                new TreeSet<>(find("SELECT renewal_id FROM star.fact_renewal WHERE " + among("deal_id"), deals));
        renewals.addAll(find("SELECT renewal_id FROM star.fact_renewal WHERE " + among("account_id"), accounts));
        leads.addAll(find("SELECT EXPLODE(merged_lead_ids) FROM star.fact_lead WHERE " + among("lead_id"), leads));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("accounts", RowFormat.json(accounts));
        parameters.put("leads", RowFormat.json(leads));
        parameters.put("visitors", RowFormat.json(visitors));
        parameters.put("opportunities", RowFormat.json(opportunities));
        parameters.put("deals", RowFormat.json(deals));
        parameters.put("renewals", RowFormat.json(renewals));
        return parameters;
    }

    /** The last survivor and all that were merged into it; merges are few beside accounts. */
    private Set<String> family(String account) {
        Map<String, String> mergedInto = new HashMap<>();
        for (Row row : spark.sql("SELECT DISTINCT account_id, merged_into_id FROM star.dim_account"
                        + " WHERE merged_into_id IS NOT NULL")
                .collectAsList()) {
            mergedInto.put(row.getString(0), row.getString(1));
        }
        Map<String, String> survivors = new MergeForest(mergedInto).survivors();
        String survivor = survivors.getOrDefault(account, account);
        Set<String> family = survivors.entrySet().stream()
                .filter(merge -> merge.getValue().equals(survivor))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        family.add(survivor);
        return family;
    }

    /** The condition that a column is among the ids. */
    private static String among(String column) {
        return "ARRAY_CONTAINS(FROM_JSON(:ids, 'ARRAY<STRING>'), " + column + ")";
    }

    private Set<String> find(String query, Collection<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : spark.sql(query, Map.of("ids", RowFormat.json(ids))).collectAsList().stream()
                        .filter(row -> !row.isNullAt(0))
                        .map(row -> row.getString(0))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
