-- One row per target of a month that has begun and factor of revenue: what the factor's departure from the plan cost.
WITH
planned_months AS (
  SELECT
    plan_need.month,
    plan_need.segment_type,
    plan_need.segment,
    MAX(plan_need.revenue_base) AS revenue,
    MAX(plan_need.need) FILTER (WHERE plan_need.stage = 'visitor') AS visitors,
    MAX(plan_need.need) FILTER (WHERE plan_need.stage = 'lead') AS leads,
    MAX(plan_need.need) FILTER (WHERE plan_need.stage = 'opportunity') AS opportunities,
    MAX(plan_need.need) FILTER (WHERE plan_need.stage = 'meeting') AS meetings,
    MAX(plan_need.need) FILTER (WHERE plan_need.stage = 'deal') AS deals
  FROM mart.plan_need
  JOIN clock ON plan_need.month <= clock.as_of
  WHERE plan_need.segment_type IN ('all', 'source', 'channel', 'campaign', 'content')
  GROUP BY plan_need.month, plan_need.segment_type, plan_need.segment
),

actual_months AS (
  SELECT
    planned_months.month,
    planned_months.segment_type,
    planned_months.segment,
    COALESCE(MAX(entered) FILTER (WHERE stage = 'visitor'), 0) AS visitors,
    COALESCE(MAX(entered) FILTER (WHERE stage = 'lead'), 0) AS leads,
    COALESCE(MAX(entered) FILTER (WHERE stage = 'opportunity'), 0) AS opportunities,
    COALESCE(MAX(entered) FILTER (WHERE stage = 'meeting'), 0) AS meetings,
    COALESCE(MAX(entered) FILTER (WHERE stage = 'deal'), 0) AS deals,
    COALESCE(MAX(amount_base) FILTER (WHERE stage = 'deal'), 0) AS revenue
  FROM planned_months
  LEFT JOIN mart.funnel_period
    ON funnel_period.period_kind = 'month'
    AND funnel_period.period_start = planned_months.month
    AND funnel_period.segment_type = planned_months.segment_type
    AND funnel_period.segment = planned_months.segment
  GROUP BY planned_months.month, planned_months.segment_type, planned_months.segment
),

-- a factor is units / upstream units; with it and those before it actual and those after it planned, the revenue is
-- actual units * planned revenue / planned units, and 0 once a stage before is empty
factors AS (
  SELECT
    planned_months.month,
    planned_months.segment_type,
    planned_months.segment,
    planned_months.revenue AS planned_revenue,
    actual_months.revenue AS actual_revenue,
    factor.factor_number,
    factor.factor,
    factor.rated_stage,
    factor.planned,
    factor.planned_upstream,
    factor.actual,
    CAST(factor.actual_upstream AS DECIMAL(38, 18)) AS actual_upstream,
    factor.least_before
  FROM planned_months
  JOIN actual_months USING (month, segment_type, segment)
  CROSS JOIN LATERAL STACK(
    6,
    1, 'visitors', NULL, planned_months.visitors, CAST(1 AS DECIMAL(38, 18)),
      CAST(actual_months.visitors AS DECIMAL(38, 18)), 1L, 1L,
    2, 'lead_rate', 'visitor', planned_months.leads, planned_months.visitors,
      CAST(actual_months.leads AS DECIMAL(38, 18)), actual_months.visitors, actual_months.visitors,
    3, 'opportunity_rate', 'lead', planned_months.opportunities, planned_months.leads,
      CAST(actual_months.opportunities AS DECIMAL(38, 18)), actual_months.leads,
      LEAST(actual_months.visitors, actual_months.leads),
    4, 'meeting_rate', 'opportunity', planned_months.meetings, planned_months.opportunities,
      CAST(actual_months.meetings AS DECIMAL(38, 18)), actual_months.opportunities,
      LEAST(actual_months.visitors, actual_months.leads, actual_months.opportunities),
    5, 'deal_rate', 'meeting', planned_months.deals, planned_months.meetings,
      CAST(actual_months.deals AS DECIMAL(38, 18)), actual_months.meetings,
      LEAST(actual_months.visitors, actual_months.leads, actual_months.opportunities, actual_months.meetings),
    6, 'deal_value', NULL, CAST(planned_months.revenue AS DECIMAL(38, 18)), planned_months.deals,
      CAST(actual_months.revenue AS DECIMAL(38, 18)), actual_months.deals, 1L
  ) AS factor (
    factor_number, factor, rated_stage, planned, planned_upstream, actual, actual_upstream, least_before
  )
),

-- the revenue with the factors up to this one actual; NULL for all of a target where the plan can't say one
replaced AS (
  SELECT
    *,
    IF(
      COUNT(exact_quotient(ARRAY(planned), ARRAY(planned_upstream))) OVER (PARTITION BY month, segment_type, segment) = 6,
      CASE
        WHEN factor_number = 6 THEN CAST(actual_revenue AS DECIMAL(38, 18))
        WHEN least_before = 0 THEN CAST(0 AS DECIMAL(38, 18))
        ELSE exact_quotient(ARRAY(actual, CAST(planned_revenue AS DECIMAL(38, 18))), ARRAY(planned))
      END,
      NULL
    ) AS revenue
  FROM factors
),

changes AS (
  SELECT
    *,
    TRY_CAST(
      ROUND(
        revenue - COALESCE(
          LAG(revenue) OVER (PARTITION BY month, segment_type, segment ORDER BY factor_number),
          CAST(planned_revenue AS DECIMAL(38, 18))
        ),
        2
      ) AS DECIMAL(18, 2)
    ) AS rounded_change
  FROM replaced
),

contributions AS (
  SELECT
    *,
    CASE
      WHEN factor_number < 6 OR revenue IS NULL THEN rounded_change
      ELSE TRY_CAST(
        actual_revenue - planned_revenue
          - SUM(IF(factor_number < 6, rounded_change, 0)) OVER (PARTITION BY month, segment_type, segment)
        AS DECIMAL(18, 2)
      )
    END AS contribution
  FROM changes
),

-- where one does not fit, those of a target are all left unknown
fitting_contributions AS (
  SELECT
    contributions.* EXCEPT (contribution),
    IF(
      COUNT(contributions.contribution) OVER (PARTITION BY month, segment_type, segment) = 6,
      contributions.contribution,
      NULL
    ) AS contribution
  FROM contributions
)

SELECT
  contributions.month,
  contributions.segment_type,
  contributions.segment,
  contributions.factor,
  CAST(exact_quotient(ARRAY(contributions.planned), ARRAY(contributions.planned_upstream)) AS DOUBLE) AS planned,
  CAST(exact_quotient(ARRAY(contributions.actual), ARRAY(contributions.actual_upstream)) AS DOUBLE) AS actual,
  contributions.contribution,
  IF(
    contributions.contribution IS NULL,
    NULL,
    CAST(
      ROW_NUMBER() OVER (
        PARTITION BY contributions.month, contributions.segment_type, contributions.segment
        ORDER BY contributions.contribution, contributions.factor_number
      ) AS BIGINT
    )
  ) AS rank,
  CAST(exact_quotient(ARRAY(contributions.planned), ARRAY(contributions.planned_upstream)) AS DOUBLE)
    NOT BETWEEN funnel_cohort.rate_low AND funnel_cohort.rate_high AS is_beyond_chance
FROM fitting_contributions AS contributions
LEFT JOIN mart.funnel_cohort
  ON funnel_cohort.period_kind = 'month'
  AND funnel_cohort.period_start = contributions.month
  AND funnel_cohort.segment_type = contributions.segment_type
  AND funnel_cohort.segment = contributions.segment
  AND funnel_cohort.stage = contributions.rated_stage
