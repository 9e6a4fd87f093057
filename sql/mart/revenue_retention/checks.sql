-- check segments_add_up (blocking): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    month,
    span_months,
    segment_type,
    SUM(customers) AS customers,
    SUM(customers_left) AS customers_left,
    IF(COUNT(amount_then) = COUNT(*), SUM(amount_then), NULL) AS amount_then,
    IF(COUNT(kept) = COUNT(*), SUM(kept), NULL) AS kept,
    IF(COUNT(amount_now) = COUNT(*), SUM(amount_now), NULL) AS amount_now
  FROM mart.revenue_retention
  GROUP BY month, span_months, segment_type
)

SELECT sums.month, sums.span_months, sums.segment_type, sums.amount_then, everything.amount_then AS amount_then_all
FROM sums
JOIN sums AS everything
  ON everything.month = sums.month
  AND everything.span_months = sums.span_months
  AND everything.segment_type = 'all'
WHERE
  sums.customers <> everything.customers
  OR sums.customers_left <> everything.customers_left
  OR sums.amount_then <> everything.amount_then
  OR sums.kept <> everything.kept
  OR sums.amount_now <> everything.amount_now;

-- check sound_row (blocking): A row contradicts itself: rebuild the mart.
SELECT month, span_months, segment_type, segment, customers, customers_left, amount_then, kept, amount_now
FROM mart.revenue_retention
WHERE customers < 1 OR customers_left > customers OR kept > amount_then OR kept > amount_now;

-- check agrees_with_recurring_revenue (blocking): What customers had a month ago is not what the month opened with in
-- recurring_revenue: rebuild both marts.
SELECT
  revenue_retention.month,
  revenue_retention.amount_then,
  recurring_revenue.amount_base AS opening
FROM mart.revenue_retention
JOIN mart.recurring_revenue
  ON recurring_revenue.month = revenue_retention.month AND recurring_revenue.movement = 'opening'
WHERE
  revenue_retention.span_months = 1
  AND revenue_retention.segment_type = 'all'
  AND (
    revenue_retention.amount_then <> recurring_revenue.amount_base
    OR revenue_retention.customers <> recurring_revenue.customers
  );
