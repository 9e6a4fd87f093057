-- One row per month and movement: how recurring revenue came from one month's end to the next.
WITH
-- a pending renewal lets the old price hold for some days more, at most until the deal's next stretch (LEAST passes over
-- the NULL of the last one)
held_stretches AS (
  SELECT
    fact_contract.account_id,
    fact_contract.starts_on,
    fact_contract.ends_on,
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
    SUM(begun_stretches.annual_amount_base) AS amount,
    BOOL_OR(
      LEAST(LAST_DAY(month_of.month), begun_stretches.as_of) > begun_stretches.ends_on
      AND begun_stretches.annual_amount_base <> 0
    ) AS is_in_grace
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

before_and_now AS (
  SELECT account_id, month, 0 AS amount_before, amount AS amount_now, FALSE AS was_in_grace, is_in_grace
  FROM customer_months
  UNION ALL
  SELECT account_id, CAST(ADD_MONTHS(month, 1) AS DATE), amount, 0, is_in_grace, FALSE
  FROM customer_months
),

balances AS (
  SELECT
    account_id,
    month,
    SUM(amount_before) AS amount_before,
    SUM(amount_now) AS amount_now,
    BOOL_OR(was_in_grace) AS was_in_grace,
    BOOL_OR(is_in_grace) AS is_in_grace,
    MIN(month) OVER (PARTITION BY account_id) AS first_month
  FROM before_and_now
  GROUP BY account_id, month
),

moves AS (
  SELECT
    balances.month,
    move.movement,
    COUNT_IF(move.amount <> 0) AS customers,
    SUM(move.amount) AS amount_base,
    COUNT_IF(move.is_in_grace) AS in_grace
  FROM balances
  CROSS JOIN LATERAL STACK(
    7,
    'opening', balances.amount_before, balances.was_in_grace,
    'new', IF(balances.amount_before = 0 AND balances.month = balances.first_month, balances.amount_now, NULL), FALSE,
    'expansion', IF(
      balances.amount_before <> 0 AND balances.amount_now <> 0 AND balances.amount_now > balances.amount_before,
      balances.amount_now - balances.amount_before,
      NULL
    ), FALSE,
    'contraction', IF(
      balances.amount_before <> 0 AND balances.amount_now <> 0 AND balances.amount_now < balances.amount_before,
      balances.amount_now - balances.amount_before,
      NULL
    ), FALSE,
    'churn', IF(balances.amount_before <> 0 AND balances.amount_now = 0, -balances.amount_before, NULL), FALSE,
    'reactivation', IF(
      balances.amount_before = 0 AND balances.month > balances.first_month, balances.amount_now, NULL
    ), FALSE,
    'closing', balances.amount_now, balances.is_in_grace
  ) AS move (movement, amount, is_in_grace)
  GROUP BY balances.month, move.movement
),

-- every month has all movements
filled AS (
  SELECT month_of.month, named.movement
  FROM (
    SELECT TRUNC(MIN(starts_on), 'MM') AS first_month, TRUNC(MAX(as_of), 'MM') AS last_month
    FROM begun_stretches
    HAVING COUNT(*) > 0
  ) AS span
  CROSS JOIN LATERAL EXPLODE(SEQUENCE(span.first_month, span.last_month, INTERVAL 1 MONTH)) AS month_of (month)
  CROSS JOIN LATERAL EXPLODE(
    ARRAY('opening', 'new', 'expansion', 'contraction', 'churn', 'reactivation', 'closing')
  ) AS named (movement)
)

SELECT
  filled.month,
  filled.movement,
  COALESCE(moves.customers, 0) AS customers,
  TRY_CAST(COALESCE(moves.amount_base, 0) AS DECIMAL(18, 2)) AS amount_base,
  IF(filled.movement IN ('opening', 'closing'), COALESCE(moves.in_grace, 0), NULL) AS in_grace
FROM filled
LEFT JOIN moves USING (month, movement)
