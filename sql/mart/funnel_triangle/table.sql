-- One row per cohort month, segment, stage and age in months, from 0 to the month of as_of: how much of the cohort had gone on by then. Only stages visitor to deal, and only where something entered.
CREATE TABLE mart.funnel_triangle (
  cohort_month DATE COMMENT 'first day of the month in which the units entered the stage',
  segment_type STRING COMMENT 'all, channel or source',
  segment STRING COMMENT 'value of the segment type; (none) where the unit has none; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal',
  age_months BIGINT COMMENT 'calendar months since cohort_month',
  entered BIGINT COMMENT 'units that entered the stage in cohort_month, at least 1; the same at each age',
  reached BIGINT COMMENT 'of entered, those whose next stage was entered in a calendar month up to age_months after cohort_month; cumulative',
  rate DOUBLE COMMENT 'reached / entered',
  is_complete BOOLEAN COMMENT 'whether the month age_months after cohort_month has ended (its last day is up to as_of); late records may still change it'
)
USING delta
PARTITIONED BY (cohort_month)
COMMENT 'One row per cohort month, segment, stage and age in months, from 0 to the month of as_of: how much of the cohort had gone on by then. Only stages visitor to deal, and only where something entered.'
TBLPROPERTIES (
  'mart.key' = 'cohort_month, segment_type, segment, stage, age_months',
  'mart.period' = 'cohort_month of month',
  'mart.reads' = 'star.stage_entry by entered_month, star.visitor_cohort by entered_month',
  'mart.ages_with' = 'month'
);
