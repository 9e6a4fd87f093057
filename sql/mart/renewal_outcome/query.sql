-- One row per month of due dates and segment: what became of the renewals.
WITH
-- of each renewal the stretch of its deal that began last up to the due date
stretches_before AS (
  SELECT
    fact_renewal.renewal_id,
    MAX_BY(fact_contract.annual_amount_base, fact_contract.starts_on) AS annual_amount_base
  FROM star.fact_renewal
  JOIN star.fact_contract
    ON fact_contract.deal_id = fact_renewal.deal_id AND fact_contract.starts_on <= fact_renewal.due_date
  WHERE fact_renewal.previous_amount IS NULL
  GROUP BY fact_renewal.renewal_id
),

renewals AS (
  SELECT
    fact_renewal.due_month,
    fact_renewal.attributed_source AS source,
    fact_renewal.channel,
    fact_renewal.attributed_campaign_id AS campaign_id,
    fact_renewal.attributed_content_id AS content_id,
    fact_renewal.product_id,
    fact_renewal.industry,
    fact_renewal.region,
    fact_renewal.owner_id,
    fact_renewal.team,
    fact_renewal.is_renewed,
    fact_renewal.is_churned,
    fact_renewal.is_pending,
    fact_renewal.amount_base,
    IF(
      fact_renewal.previous_amount IS NULL, stretches_before.annual_amount_base, fact_renewal.previous_amount_base
    ) AS amount_before
  FROM star.fact_renewal
  JOIN clock ON fact_renewal.due_date <= clock.as_of
  LEFT JOIN stretches_before ON stretches_before.renewal_id = fact_renewal.renewal_id
),

counts AS (
  SELECT
    renewals.due_month,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    COUNT(*) AS due,
    COUNT_IF(renewals.is_renewed) AS renewed,
    COUNT_IF(renewals.is_churned) AS churned,
    COUNT_IF(renewals.is_pending) AS pending,
    SUM(renewals.amount_before) AS amount_due,
    -- LEAST passes over NULL, but the lesser of something and the unknown is unknown
    SUM(
      IF(
        renewals.is_renewed AND renewals.amount_base IS NOT NULL AND renewals.amount_before IS NOT NULL,
        LEAST(renewals.amount_base, renewals.amount_before),
        NULL
      )
    ) AS amount_renewed,
    SUM(IF(renewals.is_renewed, renewals.amount_base, NULL)) AS amount_new
  FROM renewals
  CROSS JOIN LATERAL STACK(
    10,
    'all', 'all',
    'source', renewals.source,
    'channel', renewals.channel,
    'campaign', renewals.campaign_id,
    'content', renewals.content_id,
    'product', renewals.product_id,
    'industry', renewals.industry,
    'region', renewals.region,
    'owner', renewals.owner_id,
    'team', renewals.team
  ) AS of_segment (segment_type, segment)
  GROUP BY ALL
)

SELECT
  counts.due_month,
  counts.segment_type,
  counts.segment,
  counts.due,
  counts.renewed,
  counts.churned,
  counts.pending,
  CAST(counts.renewed AS DOUBLE) / counts.due AS rate,
  wilson_low(CAST(counts.renewed AS DOUBLE), CAST(counts.due AS DOUBLE)) AS rate_low,
  wilson_high(CAST(counts.renewed AS DOUBLE), CAST(counts.due AS DOUBLE)) AS rate_high,
  CAST(counts.renewed AS DOUBLE) / NULLIF(counts.renewed + counts.churned, 0) AS decided_rate,
  TRY_CAST(COALESCE(counts.amount_due, 0) AS DECIMAL(18, 2)) AS amount_due,
  TRY_CAST(COALESCE(counts.amount_renewed, 0) AS DECIMAL(18, 2)) AS amount_renewed,
  TRY_CAST(COALESCE(counts.amount_new, 0) AS DECIMAL(18, 2)) AS amount_new,
  LAST_DAY(counts.due_month) <= clock.as_of AS is_complete
FROM counts
CROSS JOIN clock
