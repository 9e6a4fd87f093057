-- One row per target and planned stage: how many units of the stage the target's revenue needs, not rounded; what kpi_plan and bottleneck are told from.
CREATE TABLE mart.plan_need (
  month DATE COMMENT 'first day of the planned month, of the past or to come',
  segment_type STRING COMMENT 'of the target: all, or a segment type of the cohorts',
  segment STRING COMMENT 'of the target: value of the segment type; all for all',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting or deal; each target has all five',
  rate DOUBLE COMMENT 'share of the stage''s units that the plan takes to go on to the next; NULL for deal and where none is known',
  rate_source STRING COMMENT 'configured; observed (reached_next / entered over the 12 latest mature months before the planned one, at least 30 units together); observed_all (the same of all); none. NULL for deal',
  need DECIMAL(38,18) COMMENT 'units of the stage: the count that the target names, else the need of the next stage / rate (deal: revenue / deal value, which is the target''s, else the configured one, else the mean amount_base of all new deals of the 12 months before), exact along the chain; NULL where a link of the chain is unknown or 0',
  revenue_base DECIMAL(18,2) COMMENT 'the target''s revenue in the base currency, by the latest rate valid on the month''s first day; NULL without a rate'
)
USING delta
COMMENT 'One row per target and planned stage: how many units of the stage the target''s revenue needs, not rounded; what kpi_plan and bottleneck are told from.'
TBLPROPERTIES (
  'mart.key' = 'month, segment_type, segment, stage'
);
