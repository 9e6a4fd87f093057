-- One row per lead that has entered, basis and touch of its look-back, in order; without any touch its own source.
WITH
leads AS (
  SELECT
    lead_id,
    entered_date,
    created_at,
    CASE WHEN coalesce(source, medium, campaign_id) IS NOT NULL THEN channel END AS own_channel,
    campaign_id AS own_campaign_id,
    content_id AS own_content_id
  FROM lead_unit
  WHERE is_entered
),
credited_leads AS (
  SELECT *, touched_until - make_dt_interval(:lookback_days) AS touched_from
  FROM (
    SELECT *, 'lead' AS basis, created_at AS touched_until FROM leads
    UNION ALL
    SELECT l.*, 'opportunity', o.first.created_at
    FROM leads AS l
    JOIN first_opportunity AS o ON o.lead_id = l.lead_id
  )
),
touches AS (
  SELECT
    n.lead_id,
    v.started_at AS touched_at,
    v.visit_id AS touch_id,
    'visit' AS touch_kind,
    v.channel,
    v.campaign_id,
    v.content_id
  FROM visitors_of_lead AS n
  JOIN visits_of_visitors AS v ON v.visitor_id = n.visitor_id
  UNION ALL
  SELECT
    coalesce(s.survivor_id, a.lead_id),
    a.occurred_at,
    a.activity_id,
    'activity',
    CAST(NULL AS STRING),
    a.campaign_id,
    a.content_id
  FROM latest_activities AS a
  LEFT JOIN lead_survivors AS s ON s.lead_id = a.lead_id
  WHERE NOT a.is_deleted AND a.campaign_id IS NOT NULL
)
SELECT
  c.lead_id,
  c.basis,
  CAST(
    row_number() OVER (PARTITION BY c.lead_id, c.basis ORDER BY t.touched_at, t.touch_id, t.touch_kind) AS BIGINT
  ) AS touch_number,
  count(*) OVER (PARTITION BY c.lead_id, c.basis) AS touch_count,
  t.touch_kind,
  t.touch_id,
  t.touched_at,
  CASE WHEN t.touch_kind IS NULL THEN c.own_channel ELSE t.channel END AS channel,
  CASE WHEN t.touch_kind IS NULL THEN c.own_campaign_id ELSE t.campaign_id END AS campaign_id,
  CASE WHEN t.touch_kind IS NULL THEN c.own_content_id ELSE t.content_id END AS content_id,
  c.entered_date,
  trunc(c.entered_date, 'MM') AS entered_month
FROM credited_leads AS c
LEFT JOIN touches AS t
  ON t.lead_id = c.lead_id
  AND t.touched_at BETWEEN c.touched_from AND c.touched_until
