-- check contributions_add_up (blocking): The contributions of a target are not together what the revenue of new deals misses
-- or exceeds the plan by: rebuild the mart.
WITH
contributions AS (
  SELECT month, segment_type, segment, SUM(contribution) AS contribution
  FROM mart.bottleneck
  GROUP BY month, segment_type, segment
  HAVING COUNT(contribution) > 0
),

revenues AS (
  SELECT month, segment_type, segment, MAX(revenue_base) AS planned
  FROM mart.plan_need
  GROUP BY month, segment_type, segment
)

SELECT
  contributions.month,
  contributions.segment_type,
  contributions.segment,
  contributions.contribution,
  COALESCE(funnel_period.amount_base, 0) - revenues.planned AS difference
FROM contributions
JOIN revenues USING (month, segment_type, segment)
LEFT JOIN mart.funnel_period
  ON funnel_period.period_kind = 'month'
  AND funnel_period.period_start = contributions.month
  AND funnel_period.segment_type = contributions.segment_type
  AND funnel_period.segment = contributions.segment
  AND funnel_period.stage = 'deal'
WHERE contributions.contribution <> COALESCE(funnel_period.amount_base, 0) - revenues.planned;

-- check six_factors (blocking): A target has not exactly the six factors, ranked or not: rebuild the mart.
SELECT month, segment_type, segment, COUNT(*) AS factor_count
FROM mart.bottleneck
GROUP BY month, segment_type, segment
HAVING COUNT(*) <> 6 OR COUNT(rank) NOT IN (0, 6);
