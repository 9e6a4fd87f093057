-- One row per churn event. It names an account alone: what ends is taken to be the subscription that began last by then,
-- or, where none had begun, the account's first.
WITH
ended AS (
  SELECT
    input.churn_event_id,
    input.account_id,
    input.churn_date,
    input.reason_code,
    COALESCE(
      MAX(STRUCT(subscriptions.start_date, subscriptions.subscription_id, subscriptions.arr_amount))
        FILTER (WHERE subscriptions.start_date <= input.churn_date),
      MIN(STRUCT(subscriptions.start_date, subscriptions.subscription_id, subscriptions.arr_amount))
    ) AS subscription
  FROM input
  JOIN subscriptions ON subscriptions.account_id = input.account_id
  GROUP BY input.churn_event_id, input.account_id, input.churn_date, input.reason_code
)

SELECT
  churn_event_id AS renewal_id,
  subscription.subscription_id AS deal_id,
  churn_date AS due_date,
  churn_date AS updated_at,
  account_id,
  churn_date AS decided_at,
  'churned' AS outcome,
  subscription.arr_amount AS previous_amount,
  reason_code AS churn_reason
FROM ended
