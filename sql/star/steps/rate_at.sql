-- One row per currency and stretch of days at one exchange rate: from_date inclusive, to_date exclusive.
SELECT
  currency,
  valid_from AS from_date,
  coalesce(lead(valid_from) OVER (PARTITION BY currency ORDER BY valid_from), DATE '9999-12-31') AS to_date,
  rate
FROM latest_exchange_rates
WHERE NOT is_deleted
