-- check unique_opportunity_id (blocking, by created_month): An id has several rows: the star is wrong; rebuild it.
SELECT opportunity_id, COUNT(*) AS row_count
FROM star.fact_opportunity
GROUP BY opportunity_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by created_month): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT opportunity_id
FROM star.fact_opportunity
WHERE
  channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL
  OR account_key IS NULL
  OR employee_key IS NULL
  OR field_owner_key IS NULL
  OR product_key IS NULL
  OR reason_key IS NULL;

-- check amounts_without_rate (warning, by created_month): There is no exchange rate for these currencies on the day, so that their
-- amounts are left out of every sum. Deliver rates in the feed exchange_rates.
SELECT currency, COUNT(*) AS offenders, SUM(amount) AS amount, MIN(created_date) AS first_date
FROM star.fact_opportunity
WHERE is_without_rate
GROUP BY currency;
