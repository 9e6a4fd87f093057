-- check outcomes_add_up (blocking, by period_start): Gone on, given up and still open are not all units, or a row
-- contradicts itself: rebuild the mart.
SELECT period_kind, period_start, segment_type, segment, stage, units, went_on, lost, still_open
FROM mart.stage_velocity
WHERE
  went_on + lost + still_open <> units
  OR units < 1
  OR still_open < 0
  OR median_days > p90_days
  OR (median_days IS NOT NULL AND went_on = 0);

-- check segments_add_up (blocking, by period_start): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    period_kind,
    period_start,
    stage,
    segment_type,
    SUM(units) AS units,
    SUM(went_on) AS went_on,
    SUM(lost) AS lost
  FROM mart.stage_velocity
  GROUP BY period_kind, period_start, stage, segment_type
)

SELECT sums.period_kind, sums.period_start, sums.stage, sums.segment_type, sums.units, everything.units AS units_all
FROM sums
JOIN sums AS everything
  ON everything.period_kind = sums.period_kind
  AND everything.period_start = sums.period_start
  AND everything.stage = sums.stage
  AND everything.segment_type = 'all'
WHERE sums.units <> everything.units OR sums.went_on <> everything.went_on OR sums.lost <> everything.lost;

-- check agrees_with_funnel_cohort (blocking, by period_start): Units or those that ever went on are not those of
-- funnel_cohort: rebuild both marts.
SELECT
  stage_velocity.period_kind,
  stage_velocity.period_start,
  stage_velocity.stage,
  stage_velocity.units,
  funnel_cohort.entered
FROM mart.stage_velocity
JOIN mart.funnel_cohort USING (period_kind, period_start, segment_type, segment, stage)
WHERE
  stage_velocity.segment_type = 'all'
  AND (
    stage_velocity.units <> funnel_cohort.entered OR stage_velocity.went_on <> funnel_cohort.reached_next_ever
  );
