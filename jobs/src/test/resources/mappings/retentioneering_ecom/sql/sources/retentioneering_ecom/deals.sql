-- One row per purchase; the shop does not say what was paid, nor names the customer otherwise than the visitor.
SELECT DISTINCT
  CONCAT(session_id, ' ', timestamp) AS deal_id,
  timestamp AS signed_at,
  timestamp AS updated_at,
  user_id AS account_id
FROM input
WHERE event = 'purchase'
