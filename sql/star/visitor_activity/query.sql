-- One row per period and segment: the distinct visitors with a visit of sign 1, less those with one of sign -1.
WITH
-- where and when a visitor came
visitors AS (
  SELECT
    sign,
    visitor_key,
    array_sort(collect_set(struct(started_date, source, channel, campaign_id, content_id))) AS visits
  FROM counted_visits
  GROUP BY sign, visitor_key
),
-- those who came alike count together; most came once, and one that came as often before as after counts no more
alike AS (
  SELECT visits, sum(sign) AS visitors
  FROM visitors
  GROUP BY visits
  HAVING sum(sign) <> 0
),
single_visits AS (
  SELECT alike.visits, alike.visitors, inline(alike.visits)
  FROM alike
),
segments AS (
  SELECT DISTINCT
    single_visits.visits,
    single_visits.visitors,
    period_day.period_kind,
    period_day.period_start,
    of_segment.segment_type,
    coalesce(of_segment.segment, '(none)') AS segment
  FROM single_visits
  JOIN period_day ON period_day.date = single_visits.started_date
  CROSS JOIN LATERAL stack(
    5,
    'all', 'all',
    'source', single_visits.source,
    'channel', single_visits.channel,
    'campaign', single_visits.campaign_id,
    'content', single_visits.content_id
  ) AS of_segment (segment_type, segment)
  WHERE period_day.period_kind <> 'week' OR of_segment.segment_type IN ('all', 'source', 'channel')
)
SELECT period_kind, period_start, segment_type, segment, sum(visitors) AS active
FROM segments
GROUP BY period_kind, period_start, segment_type, segment
