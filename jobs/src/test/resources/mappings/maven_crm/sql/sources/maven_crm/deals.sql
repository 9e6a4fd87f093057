-- One row per opportunity won.
SELECT
  opportunity_id AS deal_id,
  close_date AS signed_at,
  close_date AS updated_at,
  opportunity_id,
  account AS account_id,
  sales_agent AS rep_id,
  CASE product WHEN 'GTXPro' THEN 'GTX Pro' ELSE product END AS product_id,
  close_value AS amount
FROM input
WHERE deal_stage = 'Won'
