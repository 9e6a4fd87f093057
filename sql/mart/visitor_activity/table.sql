-- One row per period and segment with a visit: the distinct visitors who came. Beside funnel_period, so that a changed lead does not read visits again.
CREATE TABLE mart.visitor_activity (
  period_kind STRING COMMENT 'week (from Monday), month, quarter, half or year, as configured',
  period_start DATE COMMENT 'first day of the period',
  segment_type STRING COMMENT 'all, source, channel, campaign or content; weeks: all, source and channel only',
  segment STRING COMMENT 'the visit''s own value of the segment type; (none) where it names none; all for all',
  active BIGINT COMMENT 'distinct visitors with a visit in the period, up to as_of; a visitor of two segments counts in both, so that segments do not add up to all'
)
USING delta
PARTITIONED BY (period_kind, period_start)
COMMENT 'One row per period and segment with a visit: the distinct visitors who came. Beside funnel_period, so that a changed lead does not read visits again.'
TBLPROPERTIES (
  'mart.key' = 'period_kind, period_start, segment_type, segment',
  'mart.period' = 'period_start of period_kind',
  'mart.reads' = 'star.fact_visit by started_month'
);
