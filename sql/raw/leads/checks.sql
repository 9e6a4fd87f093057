-- check merge_cycle (warning, by ingest_id): Leads are merged into each other in a circle, so that none survives: they
-- stay unmerged. Correct merged_into_id of one of them.
SELECT leads.lead_id, leads.merged_into_id
FROM raw.leads
JOIN star.fact_lead ON fact_lead.lead_id = leads.lead_id AND fact_lead.updated_at = leads.updated_at
WHERE leads.merged_into_id IS NOT NULL AND NOT leads.is_deleted AND NOT fact_lead.is_merged;
