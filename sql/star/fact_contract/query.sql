-- One row per stretch of a deal's contract at one price.
WITH
deals AS (
  SELECT
    deal_id,
    kind,
    account_id,
    currency,
    amount,
    annual_amount,
    term_months,
    coalesce(start_date, signed_date) AS starts_on,
    coalesce(end_date, last_day_of_term(coalesce(start_date, signed_date), term_months)) AS ends_on
  FROM deal_unit
  WHERE is_linkable
),
recurring_deals AS (
  SELECT * FROM deals WHERE ends_on IS NOT NULL
),
renewed AS (
  SELECT deal_id, min_by(struct(renewal_id, amount, currency, term_months), renewal_id) AS renewal, due_date
  FROM renewal_unit
  WHERE is_renewed
  GROUP BY deal_id, due_date
),
stretches AS (
  SELECT
    deal_id,
    CAST(NULL AS STRING) AS renewal_id,
    starts_on,
    ends_on,
    term_months,
    currency,
    coalesce(annual_amount, amount_of_a_year(amount, term_months)) AS annual_amount,
    CAST(NULL AS DECIMAL(18, 2)) AS amount
  FROM recurring_deals
  UNION ALL
  SELECT
    n.deal_id,
    n.renewal.renewal_id,
    date_add(n.due_date, 1),
    CAST(NULL AS DATE),
    n.renewal.term_months,
    n.renewal.currency,
    CAST(NULL AS DECIMAL(18, 2)),
    n.renewal.amount
  FROM renewed AS n
  JOIN recurring_deals AS d ON d.deal_id = n.deal_id
),
stretches_with_term AS (
  SELECT
    *,
    last_value(term_months) IGNORE NULLS OVER deal_so_far AS known_term_months
  FROM stretches
  WINDOW deal_so_far AS (
    PARTITION BY deal_id
    ORDER BY renewal_id IS NOT NULL, starts_on
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
),
dated_stretches AS (
  SELECT
    deal_id,
    renewal_id,
    starts_on,
    coalesce(ends_on, last_day_of_term(starts_on, known_term_months)) AS ends_on,
    currency,
    coalesce(annual_amount, amount_of_a_year(amount, known_term_months)) AS annual_amount
  FROM stretches_with_term
),
bounded_stretches AS (
  SELECT
    * EXCEPT (ends_on),
    -- of a renewal and its deal that begin on the same day the renewal's price holds
    least(
      ends_on, date_add(lead(starts_on) OVER (PARTITION BY deal_id ORDER BY starts_on, renewal_id IS NOT NULL), -1)
    ) AS ends_on
  FROM dated_stretches
  -- one of no day ends none before it
  WHERE starts_on <= ends_on
),
kept_stretches AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY deal_id ORDER BY starts_on DESC, renewal_id DESC) = 1 AS is_last
  FROM bounded_stretches
  WHERE starts_on <= ends_on
),
pending_renewals AS (
  SELECT DISTINCT deal_id, due_date FROM renewal_unit WHERE is_pending
)
SELECT
  s.deal_id,
  s.renewal_id,
  d.account_id,
  d.kind,
  s.starts_on,
  s.ends_on,
  s.annual_amount,
  s.currency,
  in_base_currency(s.annual_amount, s.currency, r.rate) AS annual_amount_base,
  s.annual_amount IS NOT NULL AND in_base_currency(s.annual_amount, s.currency, r.rate) IS NULL AS is_without_rate,
  s.is_last,
  p.deal_id IS NOT NULL AS is_renewal_pending,
  CASE WHEN d.account_id IS NULL THEN CAST(-1 AS BIGINT) ELSE coalesce(b.account_key, -1) END AS account_key,
  trunc(s.starts_on, 'MM') AS starts_month
FROM kept_stretches AS s
JOIN recurring_deals AS d ON d.deal_id = s.deal_id
LEFT JOIN pending_renewals AS p ON p.deal_id = s.deal_id AND p.due_date = s.ends_on
LEFT JOIN rate_at AS r ON r.currency = s.currency AND r.from_date <= s.starts_on AND s.starts_on < r.to_date
LEFT JOIN account_at AS b
  ON b.account_id = d.account_id
  AND b.from_at <= start_of_day(s.starts_on)
  AND start_of_day(s.starts_on) < b.to_at
