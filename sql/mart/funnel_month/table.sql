-- One row per month, channel and stage: what funnel_period says of channels, without segment types, to drag into a chart.
CREATE TABLE mart.funnel_month (
  month DATE COMMENT 'first day of the month',
  channel STRING COMMENT 'channel of the units; (none) where they have none. The channels add up to everything',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting, deal or renewal; each channel has all six',
  entered BIGINT COMMENT 'units that entered the stage in the month; for visitors the new ones',
  rate DOUBLE COMMENT 'entered / entered of the stage before in the same month and channel (renewal: the first renewals of new deals due), may exceed 1; NULL for visitor and where that is 0',
  amount_base DECIMAL(18,2) COMMENT 'sum of the units'' amounts in the base currency; unknown ones are left out, 0 over nothing, NULL beyond 18 digits; NULL for visitor and lead',
  is_complete BOOLEAN COMMENT 'whether the month''s last day has come (is up to as_of); late records may still change it'
)
USING delta
PARTITIONED BY (month)
COMMENT 'One row per month, channel and stage: what funnel_period says of channels, without segment types, to drag into a chart.'
TBLPROPERTIES (
  'mart.key' = 'month, channel, stage',
  'mart.period' = 'month of month',
  'mart.reads' = 'mart.funnel_period by period_start'
);
