-- One row per period, segment and stage: how fast the units that entered in the period went on.
WITH
-- the units that were given up by as_of, whatever else became of them
given_up AS (
  SELECT 'lead' AS stage, lead_id AS unit_id
  FROM star.fact_lead
  WHERE is_disqualified
  UNION ALL
  SELECT of_stage.stage, fact_opportunity.opportunity_id
  FROM star.fact_opportunity
  CROSS JOIN LATERAL STACK(2, 'opportunity', 'meeting') AS of_stage (stage)
  WHERE fact_opportunity.is_lost OR fact_opportunity.is_rejected
  UNION ALL
  SELECT 'deal', deal_id
  FROM star.fact_renewal
  WHERE is_first_of_new AND is_churned
),

-- the star's rows in few: one per day, stage, segment columns and days to the next stage; of visitors it counts them itself
days AS (
  SELECT
    stage_entry.entered_date AS date,
    stage_entry.stage,
    stage_entry.channel,
    stage_entry.owner_id,
    stage_entry.team,
    IF(stage_entry.days_to_next <= windows.window_days, stage_entry.days_to_next, NULL) AS days_in_window,
    COUNT(*) AS units,
    COUNT(stage_entry.days_to_next) AS went_on,
    COUNT_IF(stage_entry.days_to_next IS NULL AND given_up.unit_id IS NOT NULL) AS lost
  FROM star.stage_entry
  JOIN windows ON windows.stage = stage_entry.stage
  LEFT JOIN given_up ON given_up.stage = stage_entry.stage AND given_up.unit_id = stage_entry.unit_id
  WHERE stage_entry.stage <> 'visitor'
  GROUP BY ALL
  UNION ALL
  SELECT
    visitor_cohort.entered_date,
    'visitor',
    visitor_cohort.channel,
    CAST(NULL AS STRING),
    CAST(NULL AS STRING),
    IF(visitor_cohort.days_to_next <= windows.window_days, visitor_cohort.days_to_next, NULL) AS days_in_window,
    SUM(visitor_cohort.visitors),
    SUM(IF(visitor_cohort.days_to_next IS NULL, 0, visitor_cohort.visitors)),
    0L
  FROM star.visitor_cohort
  JOIN windows ON windows.stage = 'visitor'
  GROUP BY ALL
),

counts AS (
  SELECT
    scope_day.period_kind,
    scope_day.period_start,
    scope_day.period_end,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    days.stage,
    SUM(days.units) AS units,
    SUM(days.went_on) AS went_on,
    SUM(days.lost) AS lost,
    PERCENTILE(days.days_in_window, 0.5, days.units) AS median_days,
    PERCENTILE(days.days_in_window, 0.9, days.units) AS p90_days
  FROM days
  JOIN scope_day ON scope_day.date = days.date
  CROSS JOIN LATERAL STACK(
    4,
    'all', 'all',
    'channel', days.channel,
    'owner', days.owner_id,
    'team', days.team
  ) AS of_segment (segment_type, segment)
  WHERE scope_day.period_kind <> 'week' OR of_segment.segment_type IN ('all', 'channel')
  GROUP BY ALL
)

SELECT
  counts.period_kind,
  counts.period_start,
  counts.segment_type,
  counts.segment,
  counts.stage,
  counts.units,
  counts.went_on,
  counts.lost,
  counts.units - counts.went_on - counts.lost AS still_open,
  IF(DATE_ADD(counts.period_end, CAST(windows.window_days AS INT)) <= clock.as_of, counts.median_days, NULL) AS median_days,
  IF(DATE_ADD(counts.period_end, CAST(windows.window_days AS INT)) <= clock.as_of, counts.p90_days, NULL) AS p90_days
FROM counts
JOIN windows ON windows.stage = counts.stage
CROSS JOIN clock
