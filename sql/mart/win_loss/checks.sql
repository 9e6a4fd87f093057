-- check segments_add_up (blocking, by close_month): The segments of a type, or the kinds, do not add up to all: rebuild
-- the mart.
WITH
sums AS (
  SELECT
    close_month,
    IF(kind = 'all', 'all', 'each') AS kinds,
    segment_type,
    SUM(won) AS won,
    SUM(lost) AS lost,
    IF(COUNT(amount_base) = COUNT(*), SUM(amount_base), NULL) AS amount_base
  FROM mart.win_loss
  GROUP BY close_month, IF(kind = 'all', 'all', 'each'), segment_type
)

SELECT sums.close_month, sums.kinds, sums.segment_type, sums.won, everything.won AS won_all, sums.lost
FROM sums
JOIN sums AS everything
  ON everything.close_month = sums.close_month AND everything.kinds = 'all' AND everything.segment_type = 'all'
WHERE
  sums.won <> everything.won OR sums.lost <> everything.lost OR sums.amount_base <> everything.amount_base;

-- check sound_row (blocking, by close_month): A row contradicts itself: rebuild the mart.
SELECT close_month, kind, segment_type, segment, won, lost, win_rate, rate_low, rate_high, median_days
FROM mart.win_loss
WHERE
  won + lost < 1
  OR win_rate < rate_low - 1e-12
  OR win_rate > rate_high + 1e-12
  OR median_days < 0;

-- check closed_without_a_day (warning): Opportunities are won or lost, but nobody says when (closed_at), so that they
-- stand in no month's win rate. Deliver the day they closed.
SELECT stage, COUNT(*) AS offenders, MIN(opportunity_id) AS example
FROM star.fact_opportunity
WHERE (is_won OR is_lost) AND closed_date IS NULL AND NOT is_not_counted
GROUP BY stage;
