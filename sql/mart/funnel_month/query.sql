-- One row per month, channel and stage: what funnel_period says of channels.
SELECT
  funnel_period.period_start AS month,
  funnel_period.segment AS channel,
  funnel_period.stage,
  funnel_period.entered,
  funnel_period.rate,
  funnel_period.amount_base,
  funnel_period.is_complete
FROM mart.funnel_period
JOIN scope USING (period_kind, period_start)
WHERE funnel_period.period_kind = 'month' AND funnel_period.segment_type = 'channel'
