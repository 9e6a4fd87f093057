-- check amounts_without_rate (warning, by starts_month): There is no exchange rate for these currencies on the day, so that their
-- amounts are left out of every sum. Deliver rates in the feed exchange_rates.
SELECT currency, COUNT(*) AS offenders, SUM(annual_amount) AS annual_amount, MIN(starts_on) AS first_date
FROM star.fact_contract
WHERE is_without_rate
GROUP BY currency;
