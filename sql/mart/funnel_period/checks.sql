-- check six_stages (blocking, by period_start): A segment of a period has not exactly the six stages: rebuild the mart.
SELECT period_kind, period_start, segment_type, segment, COUNT(*) AS stage_count
FROM mart.funnel_period
GROUP BY period_kind, period_start, segment_type, segment
HAVING COUNT(*) <> 6;

-- check segments_add_up (blocking, by period_start): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    period_kind,
    period_start,
    stage,
    segment_type,
    SUM(entered) AS entered,
    SUM(from_upstream) AS from_upstream,
    SUM(upstream_entered) AS upstream_entered,
    IF(COUNT(amount_base) = COUNT(*), SUM(amount_base), NULL) AS amount_base,
    SUM(without_rate) AS without_rate
  FROM mart.funnel_period
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
  OR NOT (sums.from_upstream <=> everything.from_upstream)
  OR NOT (sums.upstream_entered <=> everything.upstream_entered)
  OR sums.amount_base <> everything.amount_base
  OR sums.without_rate <> everything.without_rate;

-- check sound_row (blocking, by period_start): A row contradicts itself: rebuild the mart.
SELECT period_kind, period_start, segment_type, segment, stage
FROM mart.funnel_period
WHERE
  entered < 0
  OR from_upstream + no_upstream <> entered
  OR (rate IS NULL) <> (COALESCE(upstream_entered, 0) = 0)
  OR (active IS NULL) <> (stage <> 'visitor')
  OR amount_base IS NOT NULL AND stage IN ('visitor', 'lead')
  OR segment_label IS NULL;
