-- One row per month of closing, kind and segment: the opportunities won and lost, and why.
CREATE TABLE mart.win_loss (
  close_month DATE COMMENT 'first day of the month in which the opportunities closed, by the business date of closed_at, up to as_of; those won or lost without a closed_at are in no month, and a check counts them',
  kind STRING COMMENT 'all, new, upsell or cross_sell',
  segment_type STRING COMMENT 'all, owner (owner_id), team (of the owner), product, industry, source, channel or competitor',
  segment STRING COMMENT 'value of the segment type of the opportunity; (none) where it has none; all for all',
  won BIGINT COMMENT 'opportunities won',
  lost BIGINT COMMENT 'opportunities lost; those lost or rejected for a reason that is not counted (duplicates, tests) are left out',
  win_rate DOUBLE COMMENT '受注率: won / (won + lost)',
  rate_low DOUBLE COMMENT 'lower end of the 95 % Wilson interval of win_rate',
  rate_high DOUBLE COMMENT 'upper end of the 95 % Wilson interval of win_rate',
  amount_base DECIMAL(18,2) COMMENT 'sum of the won opportunities'' own amounts in the base currency, by the rate of their day of creation; unknown ones are left out, 0 over nothing, NULL beyond 18 digits',
  median_days DOUBLE COMMENT 'median of the business dates from creation to closing, each at least 0, of won and lost together',
  top_lost_reason STRING COMMENT 'the most frequent lost_reason of lost, the first by text of several; NULL where none is named'
)
USING delta
PARTITIONED BY (close_month)
COMMENT 'One row per month of closing, kind and segment: the opportunities won and lost, and why.'
TBLPROPERTIES (
  'mart.key' = 'close_month, kind, segment_type, segment',
  'mart.period' = 'close_month of month',
  'mart.reads' = 'star.fact_opportunity by closed_month'
);
