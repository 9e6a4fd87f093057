-- check plan_rows (blocking): The rows are not those of the plan: rebuild the mart.
SELECT month, segment_type, segment, stage
FROM (SELECT month, segment_type, segment, stage, required FROM mart.plan_variance)
FULL JOIN (SELECT month, segment_type, segment, stage, required AS planned FROM mart.kpi_plan)
  USING (month, segment_type, segment, stage)
WHERE NOT (required <=> planned);

-- check gap_adds_up (blocking): required and gap do not add up to what entered in the month: rebuild the mart.
SELECT plan_variance.month, plan_variance.segment, plan_variance.stage, plan_variance.entered, funnel_period.entered AS told
FROM mart.plan_variance
JOIN mart.funnel_period
  ON funnel_period.period_kind = 'month'
  AND funnel_period.period_start = plan_variance.month
  AND funnel_period.segment_type = plan_variance.segment_type
  AND funnel_period.segment = plan_variance.segment
  AND funnel_period.stage = plan_variance.stage
WHERE plan_variance.entered <> funnel_period.entered OR plan_variance.required + plan_variance.gap <> funnel_period.entered;
