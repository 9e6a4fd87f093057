-- One row per target and planned stage: what was planned against what has entered.
CREATE TABLE mart.plan_variance (
  month DATE COMMENT 'first day of the planned month, of the past or to come',
  segment_type STRING COMMENT 'of the target: all, or a segment type of the cohorts',
  segment STRING COMMENT 'of the target: value of the segment type; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal; each target has all five',
  required BIGINT COMMENT 'units the plan needs in the month; NULL where the plan can''t say',
  entered BIGINT COMMENT 'units that entered the stage in the month up to as_of: of funnel_period; for product, industry, region, owner and team of funnel_cohort; NULL for a month yet to begin',
  gap BIGINT COMMENT 'entered - required; NULL where one is NULL',
  attainment DOUBLE COMMENT 'entered / required; NULL where one is NULL or nothing is required',
  pace DOUBLE COMMENT 'entered / (required * share of the month''s business days that have gone by, as_of''s included); 1 is on plan, once the month is over the same as attainment; NULL before its first business day, or where attainment is'
)
USING delta
COMMENT 'One row per target and planned stage: what was planned against what has entered.'
TBLPROPERTIES (
  'mart.key' = 'month, segment_type, segment, stage'
);
