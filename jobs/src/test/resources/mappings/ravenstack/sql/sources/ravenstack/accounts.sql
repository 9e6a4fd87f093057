-- One row per account. Seats are licences, not employees, and churn_flag agrees with no other file: both are left out.
SELECT
  account_id,
  signup_date AS updated_at,
  account_name AS name,
  industry,
  country
FROM input
