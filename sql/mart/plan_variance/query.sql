-- One row per target and planned stage: what was planned against what has entered.
WITH
monthly_entries AS (
  SELECT period_start AS month, segment_type, segment, stage, entered
  FROM mart.funnel_period
  WHERE period_kind = 'month'
  UNION ALL
  SELECT period_start AS month, segment_type, segment, stage, entered
  FROM mart.funnel_cohort
  WHERE period_kind = 'month' AND segment_type IN ('product', 'industry', 'region', 'owner', 'team')
),

months AS (
  SELECT
    planned.month,
    CAST(business_days(planned.month, LEAST(LAST_DAY(planned.month), clock.as_of)) AS DOUBLE)
      / NULLIF(business_days(planned.month, LAST_DAY(planned.month)), 0) AS share_gone
  FROM (SELECT DISTINCT month FROM mart.kpi_plan) AS planned
  JOIN clock ON planned.month <= clock.as_of
),

compared AS (
  SELECT
    kpi_plan.month,
    kpi_plan.segment_type,
    kpi_plan.segment,
    kpi_plan.stage,
    kpi_plan.required,
    IF(months.month IS NULL, NULL, COALESCE(monthly_entries.entered, 0)) AS entered,
    months.share_gone
  FROM mart.kpi_plan
  LEFT JOIN months ON months.month = kpi_plan.month
  LEFT JOIN monthly_entries
    ON monthly_entries.month = kpi_plan.month
    AND monthly_entries.segment_type = kpi_plan.segment_type
    AND monthly_entries.segment = kpi_plan.segment
    AND monthly_entries.stage = kpi_plan.stage
)

SELECT
  month,
  segment_type,
  segment,
  stage,
  required,
  entered,
  entered - required AS gap,
  CAST(entered AS DOUBLE) / NULLIF(required, 0) AS attainment,
  CAST(entered AS DOUBLE) / NULLIF(required * share_gone, 0) AS pace
FROM compared
