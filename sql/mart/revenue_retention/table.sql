-- One row per month, span and segment of the customers that had an amount span_months before: how much of their recurring revenue, and how many of them, are still there.
CREATE TABLE mart.revenue_retention (
  month DATE COMMENT 'first day of the month that is now; looked at on its last day, the month of as_of on as_of',
  span_months BIGINT COMMENT 'how many months before is then: 1, 3 or 12; looked at on the last day of that month',
  segment_type STRING COMMENT 'all, channel, product or industry',
  segment STRING COMMENT 'value of the segment type of the customer''s first deal of any kind; (none) where it has none; all for all',
  customers BIGINT COMMENT 'customers with an amount then (see recurring_revenue), at least 1',
  customers_left BIGINT COMMENT 'of customers, those without any amount now: they have left',
  amount_then DECIMAL(18,2) COMMENT 'sum of their annual amounts then, in the base currency; NULL beyond 18 digits',
  kept DECIMAL(18,2) COMMENT 'sum over them of the lesser of now and then; NULL beyond 18 digits',
  amount_now DECIMAL(18,2) COMMENT 'sum of their annual amounts now, growth included; NULL beyond 18 digits',
  grr DOUBLE COMMENT 'gross revenue retention: kept / amount_then; NULL where that is 0',
  nrr DOUBLE COMMENT 'net revenue retention: amount_now / amount_then; NULL where that is 0',
  logo_retention DOUBLE COMMENT 'customers still there / customers'
)
USING delta
COMMENT 'One row per month, span and segment of the customers that had an amount span_months before: how much of their recurring revenue, and how many of them, are still there.'
TBLPROPERTIES (
  'mart.key' = 'month, span_months, segment_type, segment'
);
