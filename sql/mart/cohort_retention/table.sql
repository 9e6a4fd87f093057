-- One row per month of a customer's first deal, segment of that deal and age in months, from 0 to the month of as_of: how many of those customers bought, and how many had a contract in force.
CREATE TABLE mart.cohort_retention (
  cohort_month DATE COMMENT 'first day of the month of the customers'' first deal of any kind; of deals signed at the same instant the smallest deal_id',
  segment_type STRING COMMENT 'all, channel, product, industry or region',
  segment STRING COMMENT 'value of the segment type of the first deal; (none) where it has none; all for all',
  age_months BIGINT COMMENT 'calendar months since cohort_month',
  customers BIGINT COMMENT 'surviving accounts whose first deal was in cohort_month; deals without an account belong to no customer',
  buying BIGINT COMMENT 'of customers, those with a deal signed, or a renewal renewed (by decided_at, else due_date), in that month, up to as_of',
  active BIGINT COMMENT 'of customers, those with a contract stretch in force on the last day of that month, or on as_of in the month of as_of; days of grace do not count',
  buying_rate DOUBLE COMMENT 'buying / customers',
  active_rate DOUBLE COMMENT 'active / customers',
  is_complete BOOLEAN COMMENT 'whether the month age_months after cohort_month has ended (its last day is up to as_of); late records may still change it'
)
USING delta
COMMENT 'One row per month of a customer''s first deal, segment of that deal and age in months, from 0 to the month of as_of: how many of those customers bought, and how many had a contract in force.'
TBLPROPERTIES (
  'mart.key' = 'cohort_month, segment_type, segment, age_months'
);
