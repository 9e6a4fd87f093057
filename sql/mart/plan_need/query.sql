-- One row per target and planned stage: how many units of the stage the target's revenue needs, not rounded.
WITH
latest_targets AS (
  SELECT
    MAX(
      STRUCT(
        updated_at, is_deleted, month, revenue, segment_type, segment, currency, average_deal_value, visitors, leads,
        opportunities, meetings, deals
      )
    ) AS version
  FROM raw.targets
  GROUP BY month, segment_type, segment
),

latest_rates AS (
  SELECT MAX(STRUCT(updated_at, is_deleted, currency, valid_from, rate)) AS version
  FROM raw.exchange_rates
  GROUP BY currency, valid_from
),

-- the rate of a target's currency on the first day of its month
target_rates AS (
  SELECT
    latest_targets.version.month,
    latest_targets.version.currency,
    MAX_BY(latest_rates.version.rate, latest_rates.version.valid_from) AS rate
  FROM latest_targets
  JOIN latest_rates
    ON latest_rates.version.currency = latest_targets.version.currency
    AND latest_rates.version.valid_from <= latest_targets.version.month
  WHERE NOT latest_rates.version.is_deleted
  GROUP BY ALL
),

targets AS (
  SELECT
    latest_targets.version.*,
    in_base_currency(
      latest_targets.version.revenue, COALESCE(latest_targets.version.currency, base_currency), target_rates.rate
    ) AS revenue_base
  FROM latest_targets
  LEFT JOIN target_rates
    ON target_rates.month = latest_targets.version.month
    AND target_rates.currency = latest_targets.version.currency
  WHERE NOT latest_targets.version.is_deleted
),

-- what a target falls back upon stands beside it
asked_segments AS (
  SELECT month, segment_type, segment FROM targets
  UNION
  SELECT month, 'all' AS segment_type, 'all' AS segment FROM targets
),

-- the stages with a rate, with the latest mature month before the planned one
asked_rates AS (
  SELECT
    asked_segments.*,
    windows.stage,
    LEAST(
      ADD_MONTHS(asked_segments.month, -1),
      ADD_MONTHS(TRUNC(DATE_SUB(clock.as_of, CAST(windows.window_days - 1 AS INT)), 'MM'), -1)
    ) AS last_month
  FROM asked_segments
  CROSS JOIN windows
  CROSS JOIN clock
  WHERE windows.stage IN ('visitor', 'lead', 'opportunity', 'meeting')
),

observed_rates AS (
  SELECT
    asked_rates.month,
    asked_rates.segment_type,
    asked_rates.segment,
    asked_rates.stage,
    CAST(SUM(funnel_cohort.entered) AS DECIMAL(38, 18)) AS entered,
    CAST(SUM(funnel_cohort.reached_next) AS DECIMAL(38, 18)) AS reached
  FROM asked_rates
  JOIN mart.funnel_cohort
    ON funnel_cohort.period_kind = 'month'
    AND funnel_cohort.segment_type = asked_rates.segment_type
    AND funnel_cohort.segment = asked_rates.segment
    AND funnel_cohort.stage = asked_rates.stage
    AND funnel_cohort.period_start > ADD_MONTHS(asked_rates.last_month, -12)
    AND funnel_cohort.period_start <= asked_rates.last_month
  GROUP BY ALL
  HAVING SUM(funnel_cohort.entered) >= 30
),

-- need(stage) = need(next stage) * factor / divisor
rates AS (
  SELECT
    asked_rates.month,
    asked_rates.segment_type,
    asked_rates.segment,
    asked_rates.stage,
    CASE
      WHEN plan_rates.rate IS NOT NULL THEN 'configured'
      WHEN own.entered IS NOT NULL THEN 'observed'
      WHEN of_all.entered IS NOT NULL THEN 'observed_all'
      ELSE 'none'
    END AS rate_source,
    IF(plan_rates.rate IS NOT NULL, CAST(1 AS DECIMAL(38, 18)), COALESCE(own.entered, of_all.entered)) AS factor,
    COALESCE(plan_rates.rate, own.reached, of_all.reached) AS divisor
  FROM asked_rates
  LEFT JOIN plan_rates ON plan_rates.stage = asked_rates.stage
  LEFT JOIN observed_rates AS own
    ON own.month = asked_rates.month
    AND own.segment_type = asked_rates.segment_type
    AND own.segment = asked_rates.segment
    AND own.stage = asked_rates.stage
  LEFT JOIN observed_rates AS of_all
    ON of_all.month = asked_rates.month
    AND of_all.segment_type = 'all'
    AND of_all.stage = asked_rates.stage
),

rates_by_target AS (
  SELECT
    month,
    segment_type,
    segment,
    MAX(STRUCT(factor, divisor, rate_source)) FILTER (WHERE stage = 'visitor') AS visitor,
    MAX(STRUCT(factor, divisor, rate_source)) FILTER (WHERE stage = 'lead') AS lead,
    MAX(STRUCT(factor, divisor, rate_source)) FILTER (WHERE stage = 'opportunity') AS opportunity,
    MAX(STRUCT(factor, divisor, rate_source)) FILTER (WHERE stage = 'meeting') AS meeting
  FROM rates
  GROUP BY month, segment_type, segment
),

monthly_deals AS (
  SELECT
    entered_month AS month,
    SUM(amount_base) AS amount_base,
    COUNT(amount_base) AS deals
  FROM star.stage_entry
  WHERE stage = 'deal'
  GROUP BY entered_month
),

deal_values AS (
  SELECT
    months.month,
    TRY_CAST(SUM(monthly_deals.amount_base) AS DECIMAL(38, 18)) AS amount_base,
    CAST(SUM(monthly_deals.deals) AS DECIMAL(38, 18)) AS deals
  FROM (SELECT DISTINCT month FROM targets) AS months
  JOIN monthly_deals
    ON monthly_deals.month >= ADD_MONTHS(months.month, -12) AND monthly_deals.month < months.month
  GROUP BY months.month
),

-- need(deal) = product of factors / product of divisors
revenues AS (
  SELECT
    targets.*,
    CASE
      WHEN targets.revenue_base >= 0 THEN CASE
        -- both in one currency: its rate takes no part
        WHEN targets.average_deal_value IS NOT NULL THEN ARRAY(CAST(targets.revenue AS DECIMAL(38, 18)))
        WHEN settings.plan_deal_value IS NOT NULL THEN ARRAY(CAST(targets.revenue_base AS DECIMAL(38, 18)))
        ELSE ARRAY(CAST(targets.revenue_base AS DECIMAL(38, 18)), deal_values.deals)
      END
      ELSE ARRAY(CAST(NULL AS DECIMAL(38, 18)))
    END AS factors,
    COALESCE(
      CAST(targets.average_deal_value AS DECIMAL(38, 18)), settings.plan_deal_value, deal_values.amount_base
    ) AS divisor
  FROM targets
  CROSS JOIN settings
  LEFT JOIN deal_values ON deal_values.month = targets.month
),

-- each stage goes on from the count the target names, else from the next stage
chains AS (
  SELECT
    revenues.month,
    revenues.segment_type,
    revenues.segment,
    revenues.revenue_base,
    rates_by_target.*  EXCEPT (month, segment_type, segment),
    IF(
      revenues.deals IS NOT NULL,
      STRUCT(ARRAY(CAST(revenues.deals AS DECIMAL(38, 18))) AS factors, CAST(ARRAY() AS ARRAY<DECIMAL(38, 18)>) AS divisors),
      STRUCT(revenues.factors AS factors, ARRAY(IF(revenues.divisor > 0, revenues.divisor, NULL)) AS divisors)
    ) AS deal_chain,
    IF(
      revenues.meetings IS NOT NULL,
      STRUCT(ARRAY(CAST(revenues.meetings AS DECIMAL(38, 18))) AS factors, CAST(ARRAY() AS ARRAY<DECIMAL(38, 18)>) AS divisors),
      STRUCT(
        CONCAT(deal_chain.factors, ARRAY(rates_by_target.meeting.factor)) AS factors,
        CONCAT(deal_chain.divisors, ARRAY(rates_by_target.meeting.divisor)) AS divisors
      )
    ) AS meeting_chain,
    IF(
      revenues.opportunities IS NOT NULL,
      STRUCT(ARRAY(CAST(revenues.opportunities AS DECIMAL(38, 18))) AS factors, CAST(ARRAY() AS ARRAY<DECIMAL(38, 18)>) AS divisors),
      STRUCT(
        CONCAT(meeting_chain.factors, ARRAY(rates_by_target.opportunity.factor)) AS factors,
        CONCAT(meeting_chain.divisors, ARRAY(rates_by_target.opportunity.divisor)) AS divisors
      )
    ) AS opportunity_chain,
    IF(
      revenues.leads IS NOT NULL,
      STRUCT(ARRAY(CAST(revenues.leads AS DECIMAL(38, 18))) AS factors, CAST(ARRAY() AS ARRAY<DECIMAL(38, 18)>) AS divisors),
      STRUCT(
        CONCAT(opportunity_chain.factors, ARRAY(rates_by_target.lead.factor)) AS factors,
        CONCAT(opportunity_chain.divisors, ARRAY(rates_by_target.lead.divisor)) AS divisors
      )
    ) AS lead_chain,
    IF(
      revenues.visitors IS NOT NULL,
      STRUCT(ARRAY(CAST(revenues.visitors AS DECIMAL(38, 18))) AS factors, CAST(ARRAY() AS ARRAY<DECIMAL(38, 18)>) AS divisors),
      STRUCT(
        CONCAT(lead_chain.factors, ARRAY(rates_by_target.visitor.factor)) AS factors,
        CONCAT(lead_chain.divisors, ARRAY(rates_by_target.visitor.divisor)) AS divisors
      )
    ) AS visitor_chain
  FROM revenues
  JOIN rates_by_target USING (month, segment_type, segment)
)

SELECT
  chains.month,
  chains.segment_type,
  chains.segment,
  planned.stage,
  CAST(planned.rate.divisor AS DOUBLE) / CAST(planned.rate.factor AS DOUBLE) AS rate,
  planned.rate.rate_source,
  exact_quotient(planned.chain.factors, planned.chain.divisors) AS need,
  chains.revenue_base
FROM chains
CROSS JOIN LATERAL STACK(
  5,
  'visitor', chains.visitor, chains.visitor_chain,
  'lead', chains.lead, chains.lead_chain,
  'opportunity', chains.opportunity, chains.opportunity_chain,
  'meeting', chains.meeting, chains.meeting_chain,
  'deal', NULL, chains.deal_chain
) AS planned (stage, rate, chain)
