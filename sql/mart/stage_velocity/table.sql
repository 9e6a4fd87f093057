-- One row per period, segment and stage in which anything entered: how fast its units went on, and what became of the others. Stages visitor to deal.
CREATE TABLE mart.stage_velocity (
  period_kind STRING COMMENT 'week (from Monday), month, quarter, half or year, as configured',
  period_start DATE COMMENT 'first day of the period',
  segment_type STRING COMMENT 'all, channel, owner or team; weeks: all and channel only',
  segment STRING COMMENT 'value of the segment type at the unit''s entry; (none) where the unit has none; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal',
  units BIGINT COMMENT 'units whose entered_date lies in the period, at least 1; units = went_on + lost + still_open',
  went_on BIGINT COMMENT 'of units, those that ever had a unit of the next stage come from them, within the window or later',
  lost BIGINT COMMENT 'of units that did not go on, those given up by as_of: leads disqualified, opportunities and meetings whose opportunity is lost or rejected, deals whose first renewal churned; 0 for visitor',
  still_open BIGINT COMMENT 'of units, those that neither went on nor were given up',
  median_days DOUBLE COMMENT 'median of days_to_next of the units that went on within the window, interpolated between two; NULL until the period''s last day + window has come, and where none did',
  p90_days DOUBLE COMMENT '90th percentile of the same, interpolated; NULL with median_days'
)
USING delta
PARTITIONED BY (period_kind, period_start)
COMMENT 'One row per period, segment and stage in which anything entered: how fast its units went on, and what became of the others. Stages visitor to deal.'
TBLPROPERTIES (
  'mart.key' = 'period_kind, period_start, segment_type, segment, stage',
  'mart.period' = 'period_start of period_kind',
  'mart.reads' = 'star.stage_entry by entered_month, star.visitor_cohort by entered_month, star.fact_lead by entered_month',
  'mart.matures_after' = 'windows'
);
