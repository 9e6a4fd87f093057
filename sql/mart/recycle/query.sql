-- One row per month in which leads were sent back to marketing and reason: what became of them in the cycle that began.
WITH
closing AS (
  SELECT start_of_day(DATE_ADD(as_of, 1)) AS ends_at FROM clock
),

-- nothing has happened that lies ahead
cycles AS (
  SELECT
    lead_cycle.lead_id,
    lead_cycle.began_at,
    lead_cycle.began_date,
    LEAST(lead_cycle.ended_at, closing.ends_at) AS ended_at,
    lead_cycle.reason,
    IF(lead_cycle.first_activity_at < closing.ends_at, lead_cycle.first_activity_at, NULL) AS first_activity_at
  FROM star.lead_cycle
  JOIN closing ON lead_cycle.began_at < closing.ends_at
),

cycle_opportunities AS (
  SELECT
    cycles.lead_id,
    cycles.began_at,
    MIN(stage_entry.entered_at) AS first_at,
    COUNT(stage_entry.deal_date) > 0 AS reached_deal
  FROM cycles
  JOIN star.stage_entry
    ON stage_entry.stage = 'opportunity'
    AND stage_entry.upstream_id = cycles.lead_id
    AND stage_entry.entered_at > cycles.began_at
    AND stage_entry.entered_at <= cycles.ended_at
  GROUP BY cycles.lead_id, cycles.began_at
)

SELECT
  TRUNC(cycles.began_date, 'MM') AS month,
  COALESCE(cycles.reason, '(none)') AS reason,
  COUNT(*) AS sent_back,
  COUNT(cycles.first_activity_at) AS contacted_again,
  COUNT(cycle_opportunities.first_at) AS reached_opportunity,
  COUNT_IF(cycle_opportunities.reached_deal) AS reached_deal,
  PERCENTILE(
    days_between(
      cycles.began_date, business_date(LEAST(cycles.first_activity_at, cycle_opportunities.first_at))
    ),
    0.5
  ) AS median_dormant_days
FROM cycles
LEFT JOIN cycle_opportunities
  ON cycle_opportunities.lead_id = cycles.lead_id AND cycle_opportunities.began_at = cycles.began_at
GROUP BY ALL
