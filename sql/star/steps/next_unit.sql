-- One row per stage and unit that units of the following stage come from, with the first of these.
SELECT stage, upstream_id, min(struct(entered_at, unit_id, entered_date)) AS next
FROM (
  SELECT 'visitor' AS stage, first_visitor_id AS upstream_id, entered_at, lead_id AS unit_id, entered_date
  FROM lead_unit
  WHERE is_entered
  UNION ALL
  SELECT 'lead', upstream_lead_id, created_at, opportunity_id, created_date
  FROM opportunity_unit
  WHERE is_entered
  UNION ALL
  SELECT 'opportunity', upstream_id, entered_at, opportunity_id, entered_date
  FROM meeting_unit
  UNION ALL
  SELECT 'meeting', upstream_id, signed_at, deal_id, signed_date
  FROM deal_unit
  WHERE is_entered
  UNION ALL
  SELECT 'deal', upstream_id, entered_at, renewal_id, due_date
  FROM renewal_unit
  WHERE is_entered
)
WHERE upstream_id IS NOT NULL
GROUP BY stage, upstream_id
