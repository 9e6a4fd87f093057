-- One row per line of the pipeline; those never engaged have no created_at and are rejected.
SELECT
  opportunity_id,
  engage_date AS created_at,
  coalesce(close_date, engage_date, '2016-10-20') AS updated_at,
  account AS account_id,
  sales_agent AS owner_id,
  sales_agent AS field_owner_id,
  CASE product WHEN 'GTXPro' THEN 'GTX Pro' ELSE product END AS product_id,
  close_value AS amount,
  CASE deal_stage WHEN 'Won' THEN 'won' WHEN 'Lost' THEN 'lost' ELSE 'open' END AS stage,
  deal_stage AS stage_name,
  close_date AS closed_at
FROM input
