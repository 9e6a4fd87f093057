-- One row per month of delivery, edge and segment of the giving side: timeliness and completeness of the hand-overs.
WITH
units AS (
  SELECT
    handover.delivered_month AS month,
    handover.edge,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    handover.answered_at IS NOT NULL AS is_answered,
    handover.answered_at IS NOT NULL AND handover.is_answered_in_time AS is_answered_in_time,
    handover.is_overdue,
    handover.answer_hours,
    handover.completeness,
    CAST(ROUND(handover.completeness * SIZE(handoffs.required)) AS BIGINT) AS filled_count,
    SIZE(handoffs.required) AS required_count,
    handover.missed_fields,
    handover.completeness = 1 AS is_complete,
    COALESCE(handover.days_to_next <= windows.window_days, FALSE) AS went_on,
    DATE_ADD(LAST_DAY(handover.delivered_month), CAST(windows.window_days AS INT)) <= clock.as_of AS is_mature
  FROM mart.handover
  JOIN windows ON windows.stage = handover.edge
  JOIN handoffs ON handoffs.edge = handover.edge
  CROSS JOIN clock
  CROSS JOIN LATERAL STACK(
    3,
    'all', 'all',
    'owner', handover.owner_id,
    'team', handover.team
  ) AS of_segment (segment_type, segment)
  WHERE NOT handover.is_not_counted
),

missed AS (
  SELECT month, edge, segment_type, segment, field, COUNT(*) AS times
  FROM units
  LATERAL VIEW EXPLODE(missed_fields) AS field
  GROUP BY ALL
),

most_missed AS (
  SELECT month, edge, segment_type, segment, MIN_BY(field, STRUCT(-times, field)) AS field
  FROM missed
  GROUP BY month, edge, segment_type, segment
),

counts AS (
  SELECT
    month,
    edge,
    segment_type,
    segment,
    is_mature,
    COUNT(*) AS delivered,
    COUNT_IF(is_answered) AS answered,
    COUNT_IF(is_answered_in_time) AS answered_in_time,
    COUNT_IF(is_overdue) AS overdue,
    PERCENTILE(answer_hours, 0.5) AS median_answer_hours,
    -- by whole numbers: a sum of fractions hangs on the order of the rows
    IF(
      COUNT(completeness) > 0,
      COALESCE(CAST(SUM(filled_count) AS DOUBLE) / NULLIF(COUNT(completeness) * MAX(required_count), 0), 1D),
      NULL
    ) AS completeness,
    COUNT_IF(is_complete) AS complete,
    COUNT_IF(NOT is_complete) AS incomplete,
    CAST(COUNT_IF(is_complete AND went_on) AS DOUBLE) AS complete_went_on,
    CAST(COUNT_IF(NOT is_complete AND went_on) AS DOUBLE) AS incomplete_went_on,
    IF(is_mature AND COUNT_IF(is_complete) > 0, CAST(COUNT_IF(is_complete) AS DOUBLE), NULL) AS complete_n,
    IF(is_mature AND COUNT_IF(NOT is_complete) > 0, CAST(COUNT_IF(NOT is_complete) AS DOUBLE), NULL) AS incomplete_n
  FROM units
  GROUP BY month, edge, segment_type, segment, is_mature
)

SELECT
  counts.month,
  counts.edge,
  counts.segment_type,
  counts.segment,
  counts.delivered,
  counts.answered,
  counts.answered_in_time,
  counts.overdue,
  counts.median_answer_hours,
  counts.completeness,
  counts.complete,
  counts.incomplete,
  counts.complete_went_on / counts.complete_n AS complete_rate,
  wilson_low(counts.complete_went_on, counts.complete_n) AS complete_rate_low,
  wilson_high(counts.complete_went_on, counts.complete_n) AS complete_rate_high,
  counts.incomplete_went_on / counts.incomplete_n AS incomplete_rate,
  wilson_low(counts.incomplete_went_on, counts.incomplete_n) AS incomplete_rate_low,
  wilson_high(counts.incomplete_went_on, counts.incomplete_n) AS incomplete_rate_high,
  most_missed.field AS most_missed_field
FROM counts
LEFT JOIN most_missed USING (month, edge, segment_type, segment)
