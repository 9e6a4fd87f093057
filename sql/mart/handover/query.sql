-- One row per unit delivered to the next department by as_of: what became of it, how soon, and how complete it was.
WITH
-- nothing counts that happens after it
closing AS (
  SELECT start_of_day(DATE_ADD(as_of, 1)) AS ends_at FROM clock
),

timed_units AS (
  SELECT
    delivery.*,
    business_hours(delivery.delivered_at, delivery.answered_at) AS answer_hours,
    delivery.answered_at IS NULL
      AND business_hours(delivery.delivered_at, closing.ends_at) > handoffs.answer_hours AS is_overdue,
    handoffs.answer_hours AS allowed_hours,
    ARRAY_EXCEPT(handoffs.required, delivery.filled_fields) AS missed_fields,
    SIZE(handoffs.required) AS required_count
  FROM star.delivery
  CROSS JOIN closing
  JOIN handoffs ON handoffs.edge = delivery.edge
)

SELECT
  edge,
  unit_id,
  is_not_counted,
  delivered_at,
  delivered_date,
  delivered_month,
  outcome,
  outcome_date,
  reason,
  answered_at,
  answer_hours,
  CASE
    WHEN answered_at IS NOT NULL THEN answer_hours <= allowed_hours
    WHEN is_overdue THEN FALSE
  END AS is_answered_in_time,
  is_overdue,
  (UNIX_MICROS(observed_at) - UNIX_MICROS(delivered_at)) / 3600000000D AS observed_after_hours,
  filled_fields,
  missed_fields,
  IF(
    required_count = 0 AND filled_fields IS NOT NULL,
    1D,
    1D - CAST(SIZE(missed_fields) AS DOUBLE) / NULLIF(required_count, 0)
  ) AS completeness,
  owner_id,
  team,
  channel,
  campaign_id,
  content_id,
  product_id,
  days_to_next
FROM timed_units
