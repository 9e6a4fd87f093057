-- One row per use of a feature; the subscription stands as the sale it came from.
SELECT
  input.usage_id AS activity_id,
  input.usage_date AS occurred_at,
  input.usage_date AS updated_at,
  'usage' AS kind,
  input.subscription_id AS opportunity_id,
  subscriptions.account_id,
  input.feature_name AS content_id,
  input.usage_count AS score
FROM input
LEFT JOIN subscriptions ON subscriptions.subscription_id = input.subscription_id
