-- One row per cohort month, segment, stage and age in months: how much of the cohort had gone on by then.
WITH
-- how old a month's cohort was when its units went on; NULL for those that have not
months AS (
  SELECT
    stage_entry.entered_month AS cohort_month,
    stage_entry.stage,
    stage_entry.channel,
    stage_entry.source,
    GREATEST(
      0L,
      CAST(MONTHS_BETWEEN(TRUNC(stage_entry.next_date, 'MM'), stage_entry.entered_month) AS BIGINT)
    ) AS reached_age,
    stage_entry.next_date IS NOT NULL AS has_next,
    COUNT(*) AS units
  FROM star.stage_entry
  WHERE stage_entry.stage NOT IN ('visitor', 'renewal')
  GROUP BY ALL
  UNION ALL
  SELECT
    visitor_cohort.entered_month,
    'visitor',
    visitor_cohort.channel,
    visitor_cohort.source,
    GREATEST(
      0L,
      CAST(MONTHS_BETWEEN(TRUNC(visitor_cohort.next_date, 'MM'), visitor_cohort.entered_month) AS BIGINT)
    ) AS reached_age,
    visitor_cohort.next_date IS NOT NULL AS has_next,
    SUM(visitor_cohort.visitors)
  FROM star.visitor_cohort
  GROUP BY ALL
),

cohorts AS (
  SELECT
    months.cohort_month,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    months.stage,
    IF(months.has_next, months.reached_age, NULL) AS reached_age,
    SUM(months.units) AS units
  FROM months
  JOIN scope ON scope.period_kind = 'month' AND scope.period_start = months.cohort_month
  CROSS JOIN LATERAL STACK(
    3,
    'all', 'all',
    'channel', months.channel,
    'source', months.source
  ) AS of_segment (segment_type, segment)
  GROUP BY ALL
),

sizes AS (
  SELECT cohort_month, segment_type, segment, stage, SUM(units) AS entered
  FROM cohorts
  GROUP BY ALL
),

ages AS (
  SELECT
    sizes.*,
    age.age_months,
    LAST_DAY(ADD_MONTHS(sizes.cohort_month, age.age_months)) <= clock.as_of AS is_complete
  FROM sizes
  CROSS JOIN clock
  CROSS JOIN LATERAL EXPLODE(
    SEQUENCE(0, CAST(MONTHS_BETWEEN(TRUNC(clock.as_of, 'MM'), sizes.cohort_month) AS INT))
  ) AS age (age_months)
),

reached AS (
  SELECT
    ages.*,
    SUM(COALESCE(cohorts.units, 0)) OVER (
      PARTITION BY ages.cohort_month, ages.segment_type, ages.segment, ages.stage
      ORDER BY ages.age_months
    ) AS reached
  FROM ages
  LEFT JOIN cohorts
    ON cohorts.cohort_month = ages.cohort_month
    AND cohorts.segment_type = ages.segment_type
    AND cohorts.segment = ages.segment
    AND cohorts.stage = ages.stage
    AND cohorts.reached_age = ages.age_months
)

SELECT
  cohort_month,
  segment_type,
  segment,
  stage,
  CAST(age_months AS BIGINT) AS age_months,
  entered,
  reached,
  CAST(reached AS DOUBLE) / entered AS rate,
  is_complete
FROM reached
