-- One row per lead that opportunities of kind new come from, with the first of these.
SELECT upstream_lead_id AS lead_id, min(struct(created_at, opportunity_id)) AS first
FROM opportunity_unit
WHERE is_entered AND upstream_lead_id IS NOT NULL
GROUP BY upstream_lead_id
