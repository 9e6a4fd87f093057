-- One row per lead and visitor that a version of it, or of a lead merged into it, ever named.
SELECT DISTINCT
  coalesce(s.survivor_id, n.lead_id) AS lead_id,
  n.visitor_id
FROM lead_visitors AS n
LEFT JOIN lead_survivors AS s ON s.lead_id = n.lead_id
