-- check segments_add_up (blocking, by period_start): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    period_kind,
    period_start,
    stage,
    segment_type,
    COUNT(DISTINCT segment) AS segments,
    SUM(entered) AS entered,
    SUM(reached_next) AS reached_next,
    SUM(reached_next_ever) AS reached_next_ever,
    SUM(skipped) AS skipped,
    SUM(reached_renewal) AS reached_renewal
  FROM mart.funnel_cohort
  GROUP BY period_kind, period_start, stage, segment_type
)

SELECT sums.period_kind, sums.period_start, sums.stage, sums.segment_type, sums.entered, everything.entered AS entered_all
FROM sums
JOIN sums AS everything
  ON everything.period_kind = sums.period_kind
  AND everything.period_start = sums.period_start
  AND everything.stage = sums.stage
  AND everything.segment_type = 'all'
WHERE
  sums.entered <> everything.entered
  OR NOT (sums.reached_next <=> everything.reached_next)
  OR NOT (sums.reached_next_ever <=> everything.reached_next_ever)
  OR NOT (sums.skipped <=> everything.skipped)
  OR NOT (sums.reached_renewal <=> everything.reached_renewal);

-- check sound_row (blocking, by period_start): A row contradicts itself, such as a rate outside of its interval: rebuild
-- the mart.
SELECT period_kind, period_start, segment_type, segment, stage, entered, reached_next, rate, rate_low, rate_high
FROM mart.funnel_cohort
WHERE
  reached_next > reached_next_ever
  OR reached_next_ever > entered
  OR skipped > entered
  OR rate < rate_low - 1e-12
  OR rate > rate_high + 1e-12
  OR rate_low < 0
  OR rate_high > 1
  OR (rate IS NULL) <> (NOT COALESCE(is_mature, FALSE) OR entered = 0)
  OR (is_mature IS NULL) <> (stage = 'renewal');
