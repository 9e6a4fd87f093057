-- One row per month, span and segment: how much of the recurring revenue of then is still there.
WITH
-- a pending renewal lets the old price hold for some days more, at most until the deal's next stretch (LEAST passes over
-- the NULL of the last one)
held_stretches AS (
  SELECT
    fact_contract.account_id,
    fact_contract.starts_on,
    fact_contract.annual_amount_base,
    IF(
      fact_contract.is_renewal_pending,
      LEAST(
        DATE_ADD(fact_contract.ends_on, settings.grace_days),
        DATE_ADD(LEAD(fact_contract.starts_on) OVER (PARTITION BY fact_contract.deal_id ORDER BY fact_contract.starts_on), -1)
      ),
      fact_contract.ends_on
    ) AS held_until
  FROM star.fact_contract
  CROSS JOIN settings
  WHERE fact_contract.account_id IS NOT NULL
),

begun_stretches AS (
  SELECT held_stretches.*, clock.as_of
  FROM held_stretches
  JOIN clock ON held_stretches.starts_on <= clock.as_of
),

-- the customers with an amount at each month's end, or on as_of
customer_months AS (
  SELECT
    begun_stretches.account_id,
    month_of.month,
    SUM(begun_stretches.annual_amount_base) AS amount
  FROM begun_stretches
  CROSS JOIN LATERAL EXPLODE(
    SEQUENCE(
      TRUNC(begun_stretches.starts_on, 'MM'),
      TRUNC(LEAST(begun_stretches.held_until, begun_stretches.as_of), 'MM'),
      INTERVAL 1 MONTH
    )
  ) AS month_of (month)
  WHERE
    LEAST(LAST_DAY(month_of.month), begun_stretches.as_of)
      BETWEEN begun_stretches.starts_on AND begun_stretches.held_until
  GROUP BY begun_stretches.account_id, month_of.month
  HAVING SUM(begun_stretches.annual_amount_base) <> 0
),

customers AS (
  SELECT
    account_id,
    MIN_BY(STRUCT(channel, product_id, industry), STRUCT(signed_at, deal_id)) AS first_deal
  FROM star.fact_deal
  WHERE account_id IS NOT NULL AND signed_date IS NOT NULL
  GROUP BY account_id
),

then_months AS (
  SELECT
    customer_months.account_id,
    CAST(span.span_months AS BIGINT) AS span_months,
    CAST(ADD_MONTHS(customer_months.month, span.span_months) AS DATE) AS month,
    customer_months.amount AS amount_then
  FROM customer_months
  CROSS JOIN LATERAL EXPLODE(ARRAY(1, 3, 12)) AS span (span_months)
),

-- in few rows: one per month, span and first deal's attributes
sums AS (
  SELECT
    then_months.month,
    then_months.span_months,
    customers.first_deal,
    COUNT(*) AS customers,
    COUNT_IF(now_months.amount IS NULL) AS customers_left,
    SUM(then_months.amount_then) AS amount_then,
    SUM(LEAST(COALESCE(now_months.amount, 0), then_months.amount_then)) AS kept,
    SUM(COALESCE(now_months.amount, 0)) AS amount_now
  FROM then_months
  JOIN clock ON then_months.month <= clock.as_of
  LEFT JOIN customer_months AS now_months
    ON now_months.account_id = then_months.account_id AND now_months.month = then_months.month
  LEFT JOIN customers ON customers.account_id = then_months.account_id
  GROUP BY then_months.month, then_months.span_months, customers.first_deal
),

segments AS (
  SELECT
    sums.month,
    sums.span_months,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    SUM(sums.customers) AS customers,
    SUM(sums.customers_left) AS customers_left,
    TRY_CAST(SUM(sums.amount_then) AS DECIMAL(18, 2)) AS amount_then,
    TRY_CAST(SUM(sums.kept) AS DECIMAL(18, 2)) AS kept,
    TRY_CAST(SUM(sums.amount_now) AS DECIMAL(18, 2)) AS amount_now
  FROM sums
  CROSS JOIN LATERAL STACK(
    4,
    'all', 'all',
    'channel', sums.first_deal.channel,
    'product', sums.first_deal.product_id,
    'industry', sums.first_deal.industry
  ) AS of_segment (segment_type, segment)
  GROUP BY ALL
)

SELECT
  month,
  span_months,
  segment_type,
  segment,
  customers,
  customers_left,
  amount_then,
  kept,
  amount_now,
  CAST(kept AS DOUBLE) / NULLIF(CAST(amount_then AS DOUBLE), 0) AS grr,
  CAST(amount_now AS DOUBLE) / NULLIF(CAST(amount_then AS DOUBLE), 0) AS nrr,
  CAST(customers - customers_left AS DOUBLE) / customers AS logo_retention
FROM segments
