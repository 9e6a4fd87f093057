-- One row per month of a customer's first deal, segment of that deal and age in months.
WITH
signed_deals AS (
  SELECT account_id, deal_id, signed_at, signed_date, channel, product_id, industry, region
  FROM star.fact_deal
  JOIN clock ON fact_deal.signed_date <= clock.as_of
  WHERE account_id IS NOT NULL
),

customers AS (
  SELECT account_id, TRUNC(first_deal.signed_date, 'MM') AS cohort_month, first_deal.*
  FROM (
    SELECT
      account_id,
      MIN_BY(
        STRUCT(signed_date, channel, product_id, industry, region), STRUCT(signed_at, deal_id)
      ) AS first_deal
    FROM signed_deals
    GROUP BY account_id
  )
),

purchases AS (
  SELECT account_id, signed_date AS date FROM signed_deals
  UNION ALL
  SELECT account_id, COALESCE(decided_date, due_date) AS date
  FROM star.fact_renewal
  WHERE account_id IS NOT NULL AND is_renewed
),

buying_months AS (
  SELECT DISTINCT purchases.account_id, TRUNC(purchases.date, 'MM') AS month
  FROM purchases
  JOIN clock ON purchases.date <= clock.as_of
),

-- the months at whose end, or on as_of, a contract was in force
active_months AS (
  SELECT DISTINCT fact_contract.account_id, month_of.month
  FROM star.fact_contract
  JOIN clock ON fact_contract.starts_on <= clock.as_of
  CROSS JOIN LATERAL EXPLODE(
    SEQUENCE(TRUNC(fact_contract.starts_on, 'MM'), TRUNC(clock.as_of, 'MM'), INTERVAL 1 MONTH)
  ) AS month_of (month)
  WHERE
    fact_contract.account_id IS NOT NULL
    AND LEAST(LAST_DAY(month_of.month), clock.as_of) BETWEEN fact_contract.starts_on AND fact_contract.ends_on
),

customer_months AS (
  SELECT
    customers.*,
    age.age_months,
    CAST(ADD_MONTHS(customers.cohort_month, age.age_months) AS DATE) AS month
  FROM customers
  CROSS JOIN clock
  CROSS JOIN LATERAL EXPLODE(
    SEQUENCE(0, CAST(MONTHS_BETWEEN(TRUNC(clock.as_of, 'MM'), customers.cohort_month) AS INT))
  ) AS age (age_months)
),

counts AS (
  SELECT
    customer_months.cohort_month,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    customer_months.age_months,
    COUNT(*) AS customers,
    COUNT(buying_months.month) AS buying,
    COUNT(active_months.month) AS active
  FROM customer_months
  LEFT JOIN buying_months USING (account_id, month)
  LEFT JOIN active_months USING (account_id, month)
  CROSS JOIN LATERAL STACK(
    5,
    'all', 'all',
    'channel', customer_months.channel,
    'product', customer_months.product_id,
    'industry', customer_months.industry,
    'region', customer_months.region
  ) AS of_segment (segment_type, segment)
  GROUP BY ALL
)

SELECT
  counts.cohort_month,
  counts.segment_type,
  counts.segment,
  CAST(counts.age_months AS BIGINT) AS age_months,
  counts.customers,
  counts.buying,
  counts.active,
  CAST(counts.buying AS DOUBLE) / counts.customers AS buying_rate,
  CAST(counts.active AS DOUBLE) / counts.customers AS active_rate,
  LAST_DAY(ADD_MONTHS(counts.cohort_month, counts.age_months)) <= clock.as_of AS is_complete
FROM counts
CROSS JOIN clock
