-- One row per month in which renewals fell due up to as_of and segment: what became of them, in number and in money.
CREATE TABLE mart.renewal_outcome (
  due_month DATE COMMENT 'first day of the month of due_date',
  segment_type STRING COMMENT 'all, source, channel, campaign, content, product, industry, region, owner or team',
  segment STRING COMMENT 'value of the segment type of the renewal; (none) where it has none; all for all',
  due BIGINT COMMENT 'renewals of deals of any kind, first or later ones, due in the month up to as_of; at least 1',
  renewed BIGINT COMMENT 'of due, those renewed by as_of',
  churned BIGINT COMMENT 'of due, those churned by as_of',
  pending BIGINT COMMENT 'of due, those neither renewed nor churned by as_of',
  rate DOUBLE COMMENT 'renewed / due: pending ones count against it',
  rate_low DOUBLE COMMENT 'lower end of the 95 % Wilson interval of rate',
  rate_high DOUBLE COMMENT 'upper end of the 95 % Wilson interval of rate',
  decided_rate DOUBLE COMMENT 'renewed / (renewed + churned); NULL while none is decided',
  amount_due DECIMAL(18,2) COMMENT 'sum of previous_amount of due in the base currency; of a renewal that names none the annual amount of the deal''s stretch before; unknown ones are left out, 0 over nothing, NULL beyond 18 digits',
  amount_renewed DECIMAL(18,2) COMMENT 'sum over renewed of the lesser of the new amount and the one before (as in amount_due); left out where one is unknown; NULL beyond 18 digits',
  amount_new DECIMAL(18,2) COMMENT 'sum of the new amounts of renewed in the base currency; unknown ones are left out, 0 over nothing, NULL beyond 18 digits',
  is_complete BOOLEAN COMMENT 'whether the month''s last day has come (is up to as_of); pending renewals may still be decided and late records change it'
)
USING delta
COMMENT 'One row per month in which renewals fell due up to as_of and segment: what became of them, in number and in money.'
TBLPROPERTIES (
  'mart.key' = 'due_month, segment_type, segment'
);
