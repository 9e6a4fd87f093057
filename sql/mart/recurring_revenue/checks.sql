-- check movements_add_up (blocking): Opening and movements of a month are not its closing, in money or in customers, or a
-- movement is missing: rebuild the mart.
SELECT
  month,
  IF(
    COUNT(amount_base) = COUNT(*), SUM(CASE movement WHEN 'closing' THEN -amount_base ELSE amount_base END), NULL
  ) AS amount_over,
  SUM(
    CASE
      WHEN movement IN ('opening', 'new', 'reactivation') THEN customers
      WHEN movement IN ('churn', 'closing') THEN -customers
      ELSE 0
    END
  ) AS customers_over,
  COUNT(DISTINCT movement) AS movements
FROM mart.recurring_revenue
GROUP BY month
HAVING (amount_over <> 0 AND COUNT(amount_base) = 7) OR customers_over <> 0 OR movements <> 7;

-- check months_join (blocking): A month does not open with what the month before closed with: rebuild the mart.
SELECT
  closing.month,
  closing.customers,
  opening.customers AS customers_next,
  closing.amount_base,
  opening.amount_base AS amount_base_next
FROM mart.recurring_revenue AS closing
JOIN mart.recurring_revenue AS opening
  ON opening.month = ADD_MONTHS(closing.month, 1) AND opening.movement = 'opening'
WHERE
  closing.movement = 'closing'
  AND (
    opening.customers <> closing.customers
    OR opening.amount_base <> closing.amount_base
    OR opening.in_grace <> closing.in_grace
  );

-- check signs (blocking): A movement has the wrong sign, or customers without an amount: rebuild the mart.
SELECT month, movement, customers, amount_base
FROM mart.recurring_revenue
WHERE
  (movement = 'expansion' AND (amount_base < 0 OR (customers = 0) <> (amount_base = 0)))
  OR (movement = 'contraction' AND (amount_base > 0 OR (customers = 0) <> (amount_base = 0)))
  OR (customers = 0 AND amount_base <> 0)
  OR in_grace > customers;

-- check contracts_without_amount (warning): Contracts in force have no annual amount in the base currency, so that they
-- are no recurring revenue. Deliver the deals' and renewals' amounts and terms, and exchange rates for their currencies.
SELECT
  fact_contract.currency,
  COUNT(*) AS offenders,
  MIN(fact_contract.deal_id) AS example
FROM star.fact_contract
JOIN clock ON clock.as_of BETWEEN fact_contract.starts_on AND fact_contract.ends_on
WHERE fact_contract.annual_amount_base IS NULL
GROUP BY fact_contract.currency;
