-- One row per month and product: how many deals were signed, and how large they were.
WITH
deals AS (
  SELECT
    scope.period_start AS month,
    scope.period_end,
    COALESCE(segment_label.segment_label, fact_deal.product_id, '(none)') AS product,
    fact_deal.amount_base
  FROM star.fact_deal
  JOIN scope ON scope.period_kind = 'month' AND scope.period_start = fact_deal.signed_month
  LEFT JOIN mart.segment_label
    ON segment_label.segment_type = 'product' AND segment_label.segment = fact_deal.product_id
)

SELECT
  deals.month,
  deals.product,
  COUNT(*) AS deals,
  CAST(COALESCE(SUM(deals.amount_base), 0) AS DECIMAL(18, 2)) AS amount_base,
  CAST(AVG(deals.amount_base) AS DOUBLE) AS average_amount_base,
  deals.period_end <= clock.as_of AS is_complete
FROM deals
CROSS JOIN clock
GROUP BY deals.month, deals.period_end, deals.product, clock.as_of
