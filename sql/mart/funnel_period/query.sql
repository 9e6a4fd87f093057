-- One row per period, segment and stage: the units that entered the stage in the period, and the period rate.
WITH
-- the star's rows in few: one per day, stage and values of all segments; of visitors it counts them itself
daily_entries AS (
  SELECT
    entered_date AS date,
    stage,
    source,
    channel,
    campaign_id,
    content_id,
    COUNT(*) AS entered,
    COUNT(upstream_id) AS from_upstream,
    0L AS due,
    SUM(amount_base) AS amount_base,
    COUNT_IF(is_without_rate) AS without_rate
  FROM star.stage_entry
  WHERE stage <> 'visitor'
  GROUP BY ALL
),

daily_visitors AS (
  SELECT
    entered_date AS date,
    'visitor' AS stage,
    source,
    channel,
    campaign_id,
    content_id,
    SUM(visitors) AS entered,
    0L AS from_upstream,
    0L AS due,
    CAST(NULL AS DECIMAL(18, 2)) AS amount_base,
    0L AS without_rate
  FROM star.visitor_cohort
  GROUP BY ALL
),

-- what the entries of renewal are measured by
daily_renewals_due AS (
  SELECT
    fact_renewal.due_date AS date,
    'renewal' AS stage,
    fact_renewal.attributed_source AS source,
    fact_renewal.channel,
    fact_renewal.attributed_campaign_id AS campaign_id,
    fact_renewal.attributed_content_id AS content_id,
    0L AS entered,
    0L AS from_upstream,
    COUNT(*) AS due,
    CAST(NULL AS DECIMAL(18, 2)) AS amount_base,
    0L AS without_rate
  FROM star.fact_renewal
  JOIN clock ON fact_renewal.due_date <= clock.as_of
  WHERE fact_renewal.is_first_of_new
  GROUP BY ALL
),

days AS (
  SELECT * FROM daily_entries
  UNION ALL
  SELECT * FROM daily_visitors
  UNION ALL
  SELECT * FROM daily_renewals_due
),

combinations AS (
  SELECT
    scope_day.period_kind,
    scope_day.period_start,
    days.stage,
    days.source,
    days.channel,
    days.campaign_id,
    days.content_id,
    SUM(days.entered) AS entered,
    SUM(days.from_upstream) AS from_upstream,
    SUM(days.due) AS due,
    SUM(days.amount_base) AS amount_base,
    SUM(days.without_rate) AS without_rate
  FROM days
  JOIN scope_day ON scope_day.date = days.date
  GROUP BY ALL
),

counts AS (
  SELECT
    combinations.period_kind,
    combinations.period_start,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    combinations.stage,
    SUM(combinations.entered) AS entered,
    SUM(combinations.from_upstream) AS from_upstream,
    SUM(combinations.due) AS due,
    SUM(combinations.amount_base) AS amount_base,
    SUM(combinations.without_rate) AS without_rate
  FROM combinations
  CROSS JOIN LATERAL STACK(
    5,
    'all', 'all',
    'source', combinations.source,
    'channel', combinations.channel,
    'campaign', combinations.campaign_id,
    'content', combinations.content_id
  ) AS of_segment (segment_type, segment)
  WHERE combinations.period_kind <> 'week' OR of_segment.segment_type IN ('all', 'source', 'channel')
  GROUP BY ALL
),

activity AS (
  SELECT visitor_activity.*
  FROM star.visitor_activity
  JOIN scope USING (period_kind, period_start)
),

-- every period has rows for all, other segments where anything of theirs happened
segments AS (
  SELECT scope.period_kind, scope.period_start, 'all' AS segment_type, 'all' AS segment
  FROM scope
  JOIN clock ON scope.period_start <= clock.as_of AND scope.period_end >= clock.first_date
  UNION
  SELECT period_kind, period_start, segment_type, segment FROM counts
  UNION
  SELECT period_kind, period_start, segment_type, segment FROM activity
),

-- all six stages of each segment, zeros included
filled AS (
  SELECT
    segments.period_kind,
    segments.period_start,
    segments.segment_type,
    segments.segment,
    stages.stage,
    stages.stage_number,
    COALESCE(counts.entered, 0) AS entered,
    COALESCE(counts.from_upstream, 0) AS from_upstream,
    COALESCE(counts.due, 0) AS due,
    COALESCE(counts.amount_base, 0) AS amount_base,
    COALESCE(counts.without_rate, 0) AS without_rate
  FROM segments
  CROSS JOIN stages
  LEFT JOIN counts USING (period_kind, period_start, segment_type, segment, stage)
),

measured AS (
  SELECT
    *,
    CASE
      WHEN stage = 'renewal' THEN due
      ELSE LAG(entered) OVER (PARTITION BY period_kind, period_start, segment_type, segment ORDER BY stage_number)
    END AS upstream_entered
  FROM filled
)

SELECT
  measured.period_kind,
  measured.period_start,
  measured.segment_type,
  measured.segment,
  measured.stage,
  COALESCE(segment_label.segment_label, measured.segment) AS segment_label,
  measured.entered,
  IF(measured.stage = 'visitor', COALESCE(activity.active, 0), NULL) AS active,
  IF(measured.stage = 'visitor', NULL, measured.from_upstream) AS from_upstream,
  IF(measured.stage = 'visitor', NULL, measured.entered - measured.from_upstream) AS no_upstream,
  measured.upstream_entered,
  CAST(measured.entered AS DOUBLE) / NULLIF(measured.upstream_entered, 0) AS rate,
  TRY_CAST(IF(measured.stage IN ('visitor', 'lead'), NULL, measured.amount_base) AS DECIMAL(18, 2)) AS amount_base,
  IF(measured.stage IN ('visitor', 'lead'), 0, measured.without_rate) AS without_rate,
  scope.period_end <= clock.as_of AS is_complete
FROM measured
JOIN scope USING (period_kind, period_start)
CROSS JOIN clock
LEFT JOIN activity USING (period_kind, period_start, segment_type, segment)
LEFT JOIN mart.segment_label USING (segment_type, segment)
