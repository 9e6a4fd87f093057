-- One row per stretch of a deal's contract at one price: the term of the deal, then of each renewed renewal.
CREATE TABLE star.fact_contract (
  deal_id STRING COMMENT 'the deal',
  renewal_id STRING COMMENT 'the renewal that began the stretch; NULL for the deal''s own term',
  account_id STRING COMMENT 'the customer; NULL where the deal belongs to none',
  kind STRING COMMENT 'kind of the deal',
  starts_on DATE COMMENT 'first day in force',
  ends_on DATE COMMENT 'last day in force',
  annual_amount DECIMAL(18,2) COMMENT 'amount of a year in its currency: annual_amount, else amount * 12 / term_months half-up; NULL where unknown',
  currency STRING COMMENT 'ISO 4217 code of annual_amount',
  annual_amount_base DECIMAL(18,2) COMMENT 'annual_amount in the base currency, by the latest rate valid on starts_on; NULL without amount or rate',
  is_without_rate BOOLEAN COMMENT 'whether there is an amount but no exchange rate valid on the day, so that amount_base is NULL',
  is_last BOOLEAN COMMENT 'the last stretch of its deal so far',
  is_renewal_pending BOOLEAN COMMENT 'a renewal is due on ends_on and pending as of as_of',
  account_key BIGINT COMMENT 'key of dim_account for the customer on starts_on; -1 unknown, -2 not applicable',
  starts_month DATE COMMENT 'first day of the month of starts_on; partition'
)
USING delta
PARTITIONED BY (starts_month)
COMMENT 'One row per stretch of a deal''s contract at one price: the term of the deal, then of each renewed renewal.';
