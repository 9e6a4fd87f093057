-- One row per visitor with a visit by as_of: its first visit, by instant, then id.
WITH
first_visits AS (
  SELECT
    visitor_id,
    min_by(
      struct(visit_id, started_at, started_date, source, medium, campaign_id, content_id, channel, channel_key),
      struct(started_at, visit_id)
    ) AS first_visit
  FROM fact_visit
  WHERE started_date <= :as_of
  GROUP BY visitor_id
)
SELECT
  id_key(visitor_id) AS visitor_key,
  visitor_id,
  first_visit.visit_id AS first_visit_id,
  first_visit.started_at AS first_visit_at,
  first_visit.started_date AS first_visit_date,
  first_visit.source,
  first_visit.medium,
  first_visit.campaign_id,
  first_visit.content_id,
  first_visit.channel,
  first_visit.channel_key,
  trunc(first_visit.started_date, 'MM') AS first_visit_month
FROM first_visits
