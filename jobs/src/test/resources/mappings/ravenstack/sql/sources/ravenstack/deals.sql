-- One row per subscription; a trial is one worth 0. The sale behind it has no id but the subscription's. One without an
-- end is known to be in force up to the last day of the data.
SELECT
  subscription_id AS deal_id,
  subscription_id AS opportunity_id,
  start_date AS signed_at,
  COALESCE(end_date, start_date) AS updated_at,
  account_id,
  plan_tier AS product_id,
  arr_amount AS amount,
  arr_amount AS annual_amount,
  start_date,
  COALESCE(end_date, '2024-12-31') AS end_date
FROM input
