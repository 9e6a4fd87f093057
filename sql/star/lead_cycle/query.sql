-- One row per lead that has entered and instant at which it was sent back to marketing: the cycle that began then.
WITH
-- a lead's recycled_at names the last time it was sent back: each that a version names began a cycle
beginnings AS (
  SELECT
    l.lead_id,
    v.recycled_at AS began_at,
    max_by(v.recycled_reason, v.updated_at) FILTER (WHERE v.recycled_reason IS NOT NULL) AS reason
  FROM lead_unit AS l
  JOIN instants_of_leads AS v ON v.lead_id = l.lead_id AND NOT v.is_deleted
  WHERE l.is_entered AND v.recycled_at IS NOT NULL
  GROUP BY l.lead_id, v.recycled_at
),
cycles AS (
  SELECT *, lead(began_at) OVER (PARTITION BY lead_id ORDER BY began_at) AS ended_at
  FROM beginnings
),
activities AS (
  SELECT coalesce(s.survivor_id, a.lead_id) AS lead_id, a.occurred_at
  FROM latest_activities AS a
  LEFT JOIN lead_survivors AS s ON s.lead_id = a.lead_id
  WHERE NOT a.is_deleted
),
first_activities AS (
  SELECT c.lead_id, c.began_at, min(a.occurred_at) AS first_activity_at
  FROM cycles AS c
  JOIN activities AS a
    ON a.lead_id = c.lead_id
    AND a.occurred_at > c.began_at
    AND (c.ended_at IS NULL OR a.occurred_at <= c.ended_at)
  GROUP BY c.lead_id, c.began_at
)
SELECT
  c.lead_id,
  c.began_at,
  business_date(c.began_at) AS began_date,
  c.ended_at,
  c.reason,
  f.first_activity_at,
  trunc(business_date(c.began_at), 'MM') AS began_month
FROM cycles AS c
LEFT JOIN first_activities AS f ON f.lead_id = c.lead_id AND f.began_at = c.began_at
