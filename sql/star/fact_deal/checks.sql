-- check unique_deal_id (blocking, by signed_month): An id has several rows: the star is wrong; rebuild it.
SELECT deal_id, COUNT(*) AS row_count
FROM star.fact_deal
GROUP BY deal_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by signed_month): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT deal_id
FROM star.fact_deal
WHERE
  channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL
  OR account_key IS NULL
  OR employee_key IS NULL
  OR csm_key IS NULL
  OR product_key IS NULL;

-- check amounts_without_rate (warning, by signed_month): There is no exchange rate for these currencies on the day, so that their
-- amounts are left out of every sum. Deliver rates in the feed exchange_rates.
SELECT currency, COUNT(*) AS offenders, SUM(amount) AS amount, MIN(signed_date) AS first_date
FROM star.fact_deal
WHERE is_without_rate
GROUP BY currency;

-- check deals_without_customer (warning, by signed_month): Deals name no account, nor does what they come from: they belong
-- to no customer and are missing from retention. Deliver account_id.
SELECT COUNT(*) AS offenders, SUM(amount_base) AS amount_base, MIN(deal_id) AS for_example
FROM star.fact_deal
WHERE account_id IS NULL AND signed_date IS NOT NULL
HAVING COUNT(*) > 0;
