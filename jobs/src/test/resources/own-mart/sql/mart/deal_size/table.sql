-- One row per month and product: how many deals were signed, and how large they were.
CREATE TABLE mart.deal_size (
  month DATE COMMENT 'first day of the month of signing',
  product STRING COMMENT 'name of the product, else its id; (none) where the deal names none',
  deals BIGINT COMMENT 'deals of any kind signed in the month',
  amount_base DECIMAL(18,2) COMMENT 'sum of their amounts in the base currency; unknown ones are left out, 0 over nothing',
  average_amount_base DOUBLE COMMENT 'mean of the known amounts; NULL where none is known',
  is_complete BOOLEAN COMMENT 'whether the month''s last day has come; late records may still change it'
)
USING delta
PARTITIONED BY (month)
COMMENT 'One row per month and product: how many deals were signed, and how large they were.'
TBLPROPERTIES (
  'mart.key' = 'month, product',
  'mart.period' = 'month of month',
  'mart.reads' = 'star.fact_deal by signed_month'
);
