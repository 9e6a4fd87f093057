-- One row per period and segment with a visit: the distinct visitors who came.
WITH
-- a visitor's visits of one day and one origin count as one
daily_visitors AS (
  SELECT DISTINCT
    started_date,
    visitor_id,
    source,
    channel,
    campaign_id,
    content_id
  FROM star.fact_visit
  JOIN clock ON fact_visit.started_date <= clock.as_of
)

SELECT
  scope_day.period_kind,
  scope_day.period_start,
  of_segment.segment_type,
  COALESCE(of_segment.segment, '(none)') AS segment,
  COUNT(DISTINCT daily_visitors.visitor_id) AS active
FROM daily_visitors
JOIN scope_day ON scope_day.date = daily_visitors.started_date
CROSS JOIN LATERAL STACK(
  5,
  'all', 'all',
  'source', daily_visitors.source,
  'channel', daily_visitors.channel,
  'campaign', daily_visitors.campaign_id,
  'content', daily_visitors.content_id
) AS of_segment (segment_type, segment)
WHERE scope_day.period_kind <> 'week' OR of_segment.segment_type IN ('all', 'source', 'channel')
GROUP BY ALL
