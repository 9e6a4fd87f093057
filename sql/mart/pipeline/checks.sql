-- check segments_add_up (blocking): The segments of a type, or the kinds, do not add up to all: rebuild the mart.
WITH
sums AS (
  SELECT
    month,
    stage_name,
    IF(kind = 'all', 'all', 'each') AS kinds,
    segment_type,
    SUM(opportunities) AS opportunities,
    IF(COUNT(amount_base) = COUNT(*), SUM(amount_base), NULL) AS amount_base,
    SUM(slipped) AS slipped
  FROM mart.pipeline
  GROUP BY month, stage_name, IF(kind = 'all', 'all', 'each'), segment_type
)

SELECT sums.month, sums.stage_name, sums.kinds, sums.segment_type, sums.opportunities, everything.opportunities AS all_of_them
FROM sums
JOIN sums AS everything
  ON everything.month = sums.month
  AND everything.stage_name = sums.stage_name
  AND everything.kinds = 'all'
  AND everything.segment_type = 'all'
WHERE
  sums.opportunities <> everything.opportunities
  OR sums.amount_base <> everything.amount_base
  OR sums.slipped <> everything.slipped;

-- check sound_row (blocking): A row contradicts itself: rebuild the mart.
SELECT month, kind, stage_name, segment_type, segment, opportunities, median_age_days, slipped
FROM mart.pipeline
WHERE opportunities < 1 OR slipped > opportunities OR median_age_days < 0 OR median_age_days IS NULL;

-- check open_today (blocking): The opportunities open on as_of are not those that fact_opportunity says are open: rebuild
-- the mart.
WITH
open_opportunities AS (
  SELECT COUNT(*) AS opportunities
  FROM star.fact_opportunity
  JOIN clock ON fact_opportunity.created_date <= clock.as_of
  WHERE fact_opportunity.is_open AND NOT fact_opportunity.is_not_counted
),

told AS (
  SELECT COALESCE(SUM(pipeline.opportunities), 0) AS opportunities
  FROM mart.pipeline
  JOIN clock ON pipeline.month = TRUNC(clock.as_of, 'MM')
  WHERE pipeline.kind = 'all' AND pipeline.segment_type = 'all'
)

SELECT told.opportunities, open_opportunities.opportunities AS opportunities_open
FROM told
CROSS JOIN open_opportunities
WHERE told.opportunities <> open_opportunities.opportunities;
