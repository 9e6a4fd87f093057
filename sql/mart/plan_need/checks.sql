-- check target_without_rate (warning): No exchange rate is known for a target's currency on the month's first day, so that
-- its plan stays empty: send the rate.
SELECT month, segment_type, segment
FROM mart.plan_need
WHERE stage = 'deal' AND revenue_base IS NULL;

-- check target_that_can_not_be_planned (warning): A target's revenue is negative, or its average_deal_value is not above
-- 0, so that no number of deals makes it up: correct the target.
SELECT plan_need.month, plan_need.segment_type, plan_need.segment, targets.revenue, targets.average_deal_value
FROM mart.plan_need
JOIN raw.targets USING (month, segment_type, segment)
WHERE plan_need.stage = 'deal' AND (targets.revenue < 0 OR targets.average_deal_value <= 0)
  AND plan_need.need IS NULL;

-- check rate_unknown (warning): A rate of the plan is unknown or 0, so that the stages before can't be planned: configure
-- it under plan.rates, or name the counts in the target.
SELECT month, segment_type, segment, stage, rate_source
FROM mart.plan_need
WHERE stage <> 'deal' AND (rate IS NULL OR rate = 0);

-- check rate_out_of_range (blocking): A rate of the plan is negative or above 1: rebuild the cohorts.
SELECT month, segment_type, segment, stage, rate
FROM mart.plan_need
WHERE rate NOT BETWEEN 0 AND 1;

-- check unknown_segment_type (warning): A target is for a segment type that nothing is told by: correct it, or withdraw it.
SELECT DISTINCT month, segment_type, segment
FROM mart.plan_need
WHERE segment_type NOT IN (
  'all', 'source', 'channel', 'campaign', 'content', 'product', 'industry', 'region', 'owner', 'team'
);

-- check month_without_target (warning): Between the first target for everything and as_of a month has none, so that nothing
-- is planned for it: send one.
WITH
planned AS (
  SELECT DISTINCT month FROM mart.plan_need WHERE segment_type = 'all'
),

first_months AS (
  SELECT MIN(month) AS month FROM planned
),

months AS (
  SELECT EXPLODE(SEQUENCE(first_months.month, clock.as_of, INTERVAL 1 MONTH)) AS month
  FROM first_months
  JOIN clock ON first_months.month <= clock.as_of
)

SELECT month FROM months
EXCEPT
SELECT month FROM planned;
