-- One row per target and planned stage: the units it takes to reach the target's revenue, and whose they are.
SELECT
  plan_need.month,
  plan_need.segment_type,
  plan_need.segment,
  plan_need.stage,
  plan_need.rate,
  plan_need.rate_source,
  CAST(ROUND(plan_need.need, 9) AS DECIMAL(29, 9)) AS required_exact,
  TRY_CAST(CEIL(ROUND(plan_need.need, 9)) AS BIGINT) AS required,
  stages.producing_department,
  stages.consuming_department
FROM mart.plan_need
JOIN stages ON stages.stage = plan_need.stage
