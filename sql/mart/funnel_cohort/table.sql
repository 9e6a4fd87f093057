-- One row per period, segment and stage: the units that entered the stage in the period, and how many of them went on, whenever that was. For segment all every period from the first entry, visit or first renewal due up to as_of, zeros included; other segments where anything of theirs entered.
CREATE TABLE mart.funnel_cohort (
  period_kind STRING COMMENT 'week (from Monday), month, quarter, half or year, as configured',
  period_start DATE COMMENT 'first day of the period',
  segment_type STRING COMMENT 'all, source, channel, campaign, content, product, industry, region, owner or team; weeks: all, source and channel only',
  segment STRING COMMENT 'value of the segment type at the unit''s entry; (none) where the unit has none; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting, deal or renewal; each segment has all six',
  segment_label STRING COMMENT 'the name people know: of the campaign, content, product or employee, else the segment',
  entered BIGINT COMMENT 'units whose entered_date lies in the period',
  reached_next BIGINT COMMENT 'of entered, those with days_to_next up to window_days; NULL for renewal',
  reached_next_ever BIGINT COMMENT 'of entered, those that ever had a unit of the next stage come from them; NULL for renewal',
  skipped BIGINT COMMENT 'of entered, those without a descendant by any link in the next stage but with one in a later stage; NULL for renewal',
  window_days BIGINT COMMENT 'days a unit of the stage has to go on, as configured; NULL for renewal',
  is_mature BOOLEAN COMMENT 'whether the period''s last day + window_days has come (is up to as_of); NULL for renewal',
  rate DOUBLE COMMENT 'reached_next / entered; NULL for renewal, until the period is mature, and where nothing entered',
  rate_low DOUBLE COMMENT 'lower end of the 95 % Wilson interval of rate; NULL with rate',
  rate_high DOUBLE COMMENT 'upper end of the 95 % Wilson interval of rate; NULL with rate',
  reached_lead BIGINT COMMENT 'of entered, those with a descendant by any link that ever entered lead; NULL at and after that stage',
  reached_opportunity BIGINT COMMENT 'of entered, those with a descendant by any link that ever entered opportunity; NULL at and after that stage',
  reached_meeting BIGINT COMMENT 'of entered, those with a descendant by any link that ever entered meeting; NULL at and after that stage',
  reached_deal BIGINT COMMENT 'of entered, those with a descendant by any link that ever entered deal; NULL at and after that stage',
  reached_renewal BIGINT COMMENT 'of entered, those with a descendant by any link that ever entered renewal; NULL at that stage'
)
USING delta
PARTITIONED BY (period_kind, period_start)
COMMENT 'One row per period, segment and stage: the units that entered the stage in the period, and how many of them went on, whenever that was. For segment all every period from the first entry, visit or first renewal due up to as_of, zeros included; other segments where anything of theirs entered.'
TBLPROPERTIES (
  'mart.key' = 'period_kind, period_start, segment_type, segment, stage',
  'mart.period' = 'period_start of period_kind',
  'mart.reads' = 'star.stage_entry by entered_month, star.visitor_cohort by entered_month',
  'mart.matures_after' = 'windows'
);
