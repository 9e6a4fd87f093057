-- One row per month and movement, seven a month, zeros included, from the month of the first contract's first day to the month of as_of: how recurring revenue came from one month's end to the next.
CREATE TABLE mart.recurring_revenue (
  month DATE COMMENT 'first day of the month; looked at on its last day, the month of as_of on as_of',
  movement STRING COMMENT 'opening (the end of the month before), new (no amount at any earlier month end), expansion, contraction, churn (no amount any more), reactivation (an amount again), closing (the end of this month)',
  customers BIGINT COMMENT 'surviving accounts with that movement; of opening and closing those with an amount then, which is a sum of their contracts in force other than 0; contracts without an account belong to no customer',
  amount_base DECIMAL(18,2) COMMENT 'annual amounts in the base currency, with their sign: opening + movements = closing; a stretch in force counts by its annual amount, amounts unknown or without a rate are left out, 0 over nothing, NULL beyond 18 digits; while the renewal due on a stretch''s last day is pending its amount holds for the days of grace',
  in_grace BIGINT COMMENT 'of customers, those of whose amount some holds by days of grace alone; NULL but for opening and closing'
)
USING delta
COMMENT 'One row per month and movement, seven a month, zeros included, from the month of the first contract''s first day to the month of as_of: how recurring revenue came from one month''s end to the next.'
TBLPROPERTIES (
  'mart.key' = 'month, movement'
);
