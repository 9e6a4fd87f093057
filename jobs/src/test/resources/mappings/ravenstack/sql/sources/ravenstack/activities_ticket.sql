-- One row per support ticket, scored by the customer's satisfaction.
SELECT
  ticket_id AS activity_id,
  submitted_at AS occurred_at,
  COALESCE(closed_at, submitted_at) AS updated_at,
  'ticket' AS kind,
  account_id,
  priority AS outcome,
  satisfaction_score AS score
FROM input
