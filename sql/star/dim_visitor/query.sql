-- One row per visitor with its first visit by as_of, by instant, then id; none where all its visits are still to come.
WITH
first_visits AS (
  SELECT
    visitor_id,
    min_by(
      struct(visit_id, started_at, started_date, source, medium, campaign_id, content_id, channel, channel_key),
      struct(started_at, visit_id)
    ) FILTER (WHERE started_date <= :as_of) AS first_visit
  FROM fact_visit
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
  coalesce(first_visit.channel_key, -2) AS channel_key,
  trunc(first_visit.started_date, 'MM') AS first_visit_month
FROM first_visits
