-- check unique_renewal_id (blocking, by due_month): An id has several rows: the star is wrong; rebuild it.
SELECT renewal_id, COUNT(*) AS row_count
FROM star.fact_renewal
GROUP BY renewal_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by due_month): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT renewal_id
FROM star.fact_renewal
WHERE
  channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL
  OR account_key IS NULL
  OR employee_key IS NULL
  OR product_key IS NULL
  OR reason_key IS NULL;

-- check amounts_without_rate (warning, by due_month): There is no exchange rate for these currencies on the day, so that their
-- amounts are left out of every sum. Deliver rates in the feed exchange_rates.
SELECT
  currency,
  COUNT(*) AS offenders,
  SUM(amount) AS amount,
  SUM(previous_amount) AS previous_amount,
  MIN(due_date) AS first_date
FROM star.fact_renewal
WHERE is_without_rate OR (previous_amount IS NOT NULL AND previous_amount_base IS NULL)
GROUP BY currency;

-- check renewal_before_its_deal (warning, everything only): A renewal is decided, or due, before its deal was signed: one
-- of the dates is wrong, or the renewal names the wrong deal.
SELECT
  COUNT(*) AS offenders,
  MIN_BY(
    fact_renewal.renewal_id,
    STRUCT(
      DATEDIFF(COALESCE(fact_renewal.decided_date, fact_renewal.due_date), fact_deal.signed_date), fact_renewal.renewal_id
    )
  ) AS worst_renewal_id,
  MIN(DATEDIFF(COALESCE(fact_renewal.decided_date, fact_renewal.due_date), fact_deal.signed_date)) AS worst_days
FROM star.fact_renewal
JOIN star.fact_deal ON fact_deal.deal_id = fact_renewal.deal_id
WHERE COALESCE(fact_renewal.decided_date, fact_renewal.due_date) < fact_deal.signed_date
HAVING COUNT(*) > 0;
