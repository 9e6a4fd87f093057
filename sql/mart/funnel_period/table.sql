-- One row per period, segment and stage: the units that entered the stage in the period, and the period rate. For segment all every period from the first entry, visit or first renewal due up to as_of, zeros included; other segments where anything of theirs happened.
CREATE TABLE mart.funnel_period (
  period_kind STRING COMMENT 'week (from Monday), month, quarter, half or year, as configured',
  period_start DATE COMMENT 'first day of the period',
  segment_type STRING COMMENT 'all, source, channel, campaign or content; weeks: all, source and channel only',
  segment STRING COMMENT 'value of the segment type; (none) where the unit has none; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting, deal or renewal; each segment has all six',
  segment_label STRING COMMENT 'the name people know: of the campaign or content, else the segment',
  entered BIGINT COMMENT 'units whose entered_date lies in the period; for visitors the new ones',
  active BIGINT COMMENT 'visitor only: distinct visitors with a visit in the period, by each visit''s own segment, so that segments do not add up; NULL for other stages',
  from_upstream BIGINT COMMENT 'of entered, those that came from a unit of the stage before; NULL for visitor',
  no_upstream BIGINT COMMENT 'of entered, those whose unit of the stage before is missing, deleted or unnamed; NULL for visitor',
  upstream_entered BIGINT COMMENT 'entered of the stage before in the same period and segment; for renewal the first renewals of new deals due in the period up to as_of, of any outcome; NULL for visitor',
  rate DOUBLE COMMENT 'entered / upstream_entered, may exceed 1; NULL for visitor and where upstream_entered is 0',
  amount_base DECIMAL(18,2) COMMENT 'sum of the units'' amounts in the base currency; unknown ones are left out, 0 over nothing; NULL for visitor and lead, and where the sum does not fit',
  without_rate BIGINT COMMENT 'units left out of amount_base for want of an exchange rate; 0 for visitor and lead',
  is_complete BOOLEAN COMMENT 'whether the period''s last day has come (is up to as_of); late records may still change it'
)
USING delta
PARTITIONED BY (period_kind, period_start)
COMMENT 'One row per period, segment and stage: the units that entered the stage in the period, and the period rate. For segment all every period from the first entry, visit or first renewal due up to as_of, zeros included; other segments where anything of theirs happened.'
TBLPROPERTIES (
  'mart.key' = 'period_kind, period_start, segment_type, segment, stage',
  'mart.period' = 'period_start of period_kind',
  'mart.reads' = 'star.stage_entry by entered_month, star.visitor_cohort by entered_month, star.fact_renewal by due_month, star.visitor_activity by period_start'
);
