-- One row per month of closing, kind and segment: the opportunities won and lost, and why.
WITH
closed_opportunities AS (
  SELECT
    closed_month AS close_month,
    kind,
    owner_id,
    team,
    product_id,
    industry,
    attributed_source AS source,
    channel,
    competitor,
    is_won,
    is_lost,
    IF(is_won, amount_base, NULL) AS amount_base,
    days_to_close,
    IF(is_lost, lost_reason, NULL) AS lost_reason
  FROM star.fact_opportunity
  WHERE closed_month IS NOT NULL AND (is_won OR is_lost) AND NOT is_not_counted
),

counts AS (
  SELECT
    closed_opportunities.close_month,
    of_kind.kind,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    COUNT_IF(closed_opportunities.is_won) AS won,
    COUNT_IF(closed_opportunities.is_lost) AS lost,
    SUM(closed_opportunities.amount_base) AS amount_base,
    PERCENTILE(closed_opportunities.days_to_close, 0.5) AS median_days,
    MODE(closed_opportunities.lost_reason, TRUE) AS top_lost_reason
  FROM closed_opportunities
  CROSS JOIN LATERAL STACK(2, 'all', closed_opportunities.kind) AS of_kind (kind)
  CROSS JOIN LATERAL STACK(
    8,
    'all', 'all',
    'owner', closed_opportunities.owner_id,
    'team', closed_opportunities.team,
    'product', closed_opportunities.product_id,
    'industry', closed_opportunities.industry,
    'source', closed_opportunities.source,
    'channel', closed_opportunities.channel,
    'competitor', closed_opportunities.competitor
  ) AS of_segment (segment_type, segment)
  GROUP BY
    closed_opportunities.close_month,
    of_kind.kind,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)')
)

SELECT
  close_month,
  kind,
  segment_type,
  segment,
  won,
  lost,
  CAST(won AS DOUBLE) / (won + lost) AS win_rate,
  wilson_low(CAST(won AS DOUBLE), CAST(won + lost AS DOUBLE)) AS rate_low,
  wilson_high(CAST(won AS DOUBLE), CAST(won + lost AS DOUBLE)) AS rate_high,
  TRY_CAST(COALESCE(amount_base, 0) AS DECIMAL(18, 2)) AS amount_base,
  median_days,
  top_lost_reason
FROM counts
