-- One row per target and planned stage: the units it takes to reach the target's revenue, and whose they are.
CREATE TABLE mart.kpi_plan (
  month DATE COMMENT 'first day of the planned month, of the past or to come',
  segment_type STRING COMMENT 'of the target: all, or a segment type of the cohorts',
  segment STRING COMMENT 'of the target: value of the segment type; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal; each target has all five',
  rate DOUBLE COMMENT 'share of the stage''s units that the plan takes to go on to the next; NULL for deal and where none is known',
  rate_source STRING COMMENT 'configured; observed (reached_next / entered over the 12 latest mature months before the planned one, at least 30 units together); observed_all (the same of all); none. NULL for deal',
  required_exact DECIMAL(29,9) COMMENT 'units of the stage: the count the target names, else the need of the next stage / rate (deal: revenue / deal value), unrounded along the chain, to 9 decimals half-up; NULL where a link of the chain is unknown or 0, such as a rate, or the exchange rate of the target''s currency',
  required BIGINT COMMENT 'required_exact up to whole units; NULL with it',
  producing_department STRING COMMENT 'the department that brings units into the stage, as configured',
  consuming_department STRING COMMENT 'the department that works with them, as configured; a department''s share of the plan is the last stage it consumes'
)
USING delta
COMMENT 'One row per target and planned stage: the units it takes to reach the target''s revenue, and whose they are.'
TBLPROPERTIES (
  'mart.key' = 'month, segment_type, segment, stage'
);
