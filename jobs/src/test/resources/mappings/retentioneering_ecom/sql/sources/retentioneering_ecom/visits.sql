-- One row per session; an event that was sent twice is one.
SELECT
  session_id AS visit_id,
  MIN(user_id) AS visitor_id,
  MIN(timestamp) AS started_at,
  MIN(timestamp) AS updated_at,
  MIN(acquisition_channel) AS medium,
  MIN_BY(event, STRUCT(timestamp, event)) AS landing_page,
  MIN_BY(platform, timestamp) AS device,
  COUNT(DISTINCT timestamp, event) AS page_views,
  CAST(
    UNIX_TIMESTAMP(MAX(CAST(timestamp AS TIMESTAMP))) - UNIX_TIMESTAMP(MIN(CAST(timestamp AS TIMESTAMP))) AS INT
  ) AS duration_seconds
FROM input
GROUP BY session_id
