-- One row per period and segment with a visit: the distinct visitors who came. Counted as visits change, so that a night reads those of its own visitors alone.
CREATE TABLE star.visitor_activity (
  period_kind STRING COMMENT 'week (from Monday), month, quarter, half or year, as configured; partition',
  period_start DATE COMMENT 'first day of the period; partition',
  segment_type STRING COMMENT 'all, source, channel, campaign or content; weeks: all, source and channel only',
  segment STRING COMMENT 'the visit''s own value of the segment type; (none) where it names none; all for all',
  active BIGINT COMMENT 'distinct visitors with a visit in the period, up to as_of; a visitor of two segments counts in both, so that segments do not add up to all'
)
USING delta
PARTITIONED BY (period_kind, period_start)
COMMENT 'One row per period and segment with a visit: the distinct visitors who came. Counted as visits change, so that a night reads those of its own visitors alone.';
