-- One row per month of leads, basis, model, channel, campaign and content: what is credited to them, and what they cost.
WITH
campaigns AS (
  SELECT
    campaign_id,
    channel_of(CAST(NULL AS STRING), medium, COALESCE(name, campaign_id), channel) AS channel
  FROM star.dim_campaign
  WHERE campaign_id IS NOT NULL
),

-- what came of the leads
opportunities AS (
  SELECT
    fact_opportunity.upstream_lead_id AS lead_id,
    COUNT(*) AS opportunities,
    COUNT(meeting_entry.unit_id) AS meetings
  FROM star.fact_opportunity
  LEFT JOIN star.stage_entry AS meeting_entry
    ON meeting_entry.stage = 'meeting' AND meeting_entry.unit_id = fact_opportunity.opportunity_id
  WHERE fact_opportunity.is_entered AND fact_opportunity.upstream_lead_id IS NOT NULL
  GROUP BY fact_opportunity.upstream_lead_id
),

-- a deal follows its opportunity, else the lead it names; deleted, not counted and future opportunities break the link
deals AS (
  SELECT
    COALESCE(fact_opportunity.upstream_lead_id, fact_deal.lead_id) AS lead_id,
    COUNT(*) AS deals,
    COALESCE(SUM(fact_deal.amount_base), 0) AS revenue
  FROM star.fact_deal
  CROSS JOIN clock
  LEFT JOIN star.fact_opportunity
    ON fact_opportunity.opportunity_id = fact_deal.opportunity_id
    AND NOT fact_opportunity.is_not_counted
    AND fact_opportunity.created_date <= clock.as_of
  WHERE fact_deal.is_entered
  GROUP BY COALESCE(fact_opportunity.upstream_lead_id, fact_deal.lead_id)
),

-- each touch with what came of its lead; what an activity is, its campaign says
credited_touches AS (
  SELECT
    lead_touch.entered_month AS month,
    lead_touch.basis,
    lead_touch.touch_number,
    lead_touch.touch_count,
    IF(lead_touch.touch_kind = 'activity', campaigns.channel, lead_touch.channel) AS channel,
    lead_touch.campaign_id,
    lead_touch.content_id,
    COALESCE(opportunities.opportunities, 0) AS opportunities,
    COALESCE(opportunities.meetings, 0) AS meetings,
    COALESCE(deals.deals, 0) AS deals,
    COALESCE(deals.revenue, 0) AS revenue
  FROM star.lead_touch
  LEFT JOIN opportunities ON opportunities.lead_id = lead_touch.lead_id
  LEFT JOIN deals ON deals.lead_id = lead_touch.lead_id
  LEFT JOIN campaigns ON campaigns.campaign_id = lead_touch.campaign_id AND lead_touch.touch_kind = 'activity'
),

-- in few rows: touches at the same place of equally many weigh the same; revenue apart, since its shares are rounded
alike_touches AS (
  SELECT
    month,
    basis,
    COALESCE(channel, '(none)') AS channel,
    COALESCE(campaign_id, '(none)') AS campaign,
    COALESCE(content_id, '(none)') AS content,
    CAST(touch_count AS DECIMAL(10, 0)) AS touch_count,
    touch_number = 1 AS is_first,
    touch_number = touch_count AS is_last,
    revenue,
    COUNT(*) AS leads,
    SUM(opportunities) AS opportunities,
    SUM(meetings) AS meetings,
    SUM(deals) AS deals
  FROM credited_touches
  GROUP BY ALL
),

-- the weight of the first and of each middle touch by model; the last one has what is left of 1
weighed_touches AS (
  SELECT
    alike_touches.*,
    of_model.model,
    of_model.first_weight,
    of_model.middle_weight
  FROM alike_touches
  CROSS JOIN LATERAL STACK(
    4,
    'first', CAST(1 AS DECIMAL(7, 6)), CAST(0 AS DECIMAL(7, 6)),
    'last', CAST(0 AS DECIMAL(7, 6)), CAST(0 AS DECIMAL(7, 6)),
    'linear',
    CAST(ROUND(1.000000000000 / alike_touches.touch_count, 6) AS DECIMAL(7, 6)),
    CAST(ROUND(1.000000000000 / alike_touches.touch_count, 6) AS DECIMAL(7, 6)),
    'position',
    CAST(IF(alike_touches.touch_count = 2, 0.5, 0.4) AS DECIMAL(7, 6)),
    CAST(IF(alike_touches.touch_count > 2, ROUND(0.200000000000 / (alike_touches.touch_count - 2), 6), 0) AS DECIMAL(7, 6))
  ) AS of_model (model, first_weight, middle_weight)
),

shares AS (
  SELECT
    *,
    CASE
      WHEN is_first AND is_last THEN CAST(1 AS DECIMAL(18, 6))
      WHEN is_last THEN CAST(1 - first_weight - middle_weight * (touch_count - 2) AS DECIMAL(18, 6))
      WHEN is_first THEN CAST(first_weight AS DECIMAL(18, 6))
      ELSE CAST(middle_weight AS DECIMAL(18, 6))
    END AS weight,
    CASE
      WHEN is_first AND is_last THEN revenue
      WHEN is_last THEN revenue - ROUND(revenue * first_weight, 2) - ROUND(revenue * middle_weight, 2) * (touch_count - 2)
      WHEN is_first THEN ROUND(revenue * first_weight, 2)
      ELSE ROUND(revenue * middle_weight, 2)
    END AS revenue_share
  FROM weighed_touches
),

-- a currency that is not named is filled in after the winner was found: what is compared is what the records say
latest_spend AS (
  SELECT
    campaign_id,
    spent_on,
    version.is_deleted,
    version.amount,
    COALESCE(version.currency, base_currency) AS currency
  FROM (
    SELECT
      campaign_id,
      spent_on,
      MAX(STRUCT(updated_at, is_deleted, amount, currency, impressions, clicks)) AS version
    FROM raw.spend
    GROUP BY campaign_id, spent_on
  )
),

rates AS (
  SELECT
    currency,
    valid_from AS from_date,
    COALESCE(LEAD(valid_from) OVER (PARTITION BY currency ORDER BY valid_from), DATE'9999-12-31') AS to_date,
    content.rate
  FROM (
    SELECT currency, valid_from, MAX(STRUCT(updated_at, is_deleted, rate)) AS content
    FROM raw.exchange_rates
    GROUP BY currency, valid_from
  )
  WHERE NOT content.is_deleted
),

monthly_spend AS (
  SELECT
    TRUNC(latest_spend.spent_on, 'MM') AS month,
    COALESCE(campaigns.channel, channel_of(CAST(NULL AS STRING), CAST(NULL AS STRING), latest_spend.campaign_id, CAST(NULL AS STRING))) AS channel,
    latest_spend.campaign_id AS campaign,
    SUM(in_base_currency(latest_spend.amount, latest_spend.currency, rates.rate)) AS spend
  FROM latest_spend
  JOIN clock ON latest_spend.spent_on <= clock.as_of
  LEFT JOIN rates
    ON rates.currency = latest_spend.currency
    AND rates.from_date <= latest_spend.spent_on
    AND latest_spend.spent_on < rates.to_date
  LEFT JOIN campaigns ON campaigns.campaign_id = latest_spend.campaign_id
  WHERE NOT latest_spend.is_deleted
  GROUP BY ALL
),

credits_and_costs AS (
  SELECT
    month,
    basis,
    model,
    channel,
    campaign,
    content,
    leads * weight AS leads,
    opportunities * weight AS opportunities,
    meetings * weight AS meetings,
    deals * weight AS deals,
    leads * revenue_share AS revenue,
    0 AS spend
  FROM shares
  WHERE weight <> 0 OR revenue_share <> 0
  UNION ALL
  SELECT
    monthly_spend.month,
    of_basis.basis,
    of_model.model,
    monthly_spend.channel,
    monthly_spend.campaign,
    '(none)',
    0,
    0,
    0,
    0,
    0,
    monthly_spend.spend
  FROM monthly_spend
  CROSS JOIN LATERAL EXPLODE(ARRAY('lead', 'opportunity')) AS of_basis (basis)
  CROSS JOIN LATERAL EXPLODE(ARRAY('first', 'last', 'linear', 'position')) AS of_model (model)
),

sums AS (
  SELECT
    month,
    basis,
    model,
    channel,
    campaign,
    content,
    CAST(SUM(leads) AS DECIMAL(18, 6)) AS leads,
    CAST(SUM(opportunities) AS DECIMAL(18, 6)) AS opportunities,
    CAST(SUM(meetings) AS DECIMAL(18, 6)) AS meetings,
    CAST(SUM(deals) AS DECIMAL(18, 6)) AS deals,
    TRY_CAST(SUM(revenue) AS DECIMAL(18, 2)) AS revenue,
    TRY_CAST(COALESCE(SUM(spend), 0) AS DECIMAL(18, 2)) AS spend
  FROM credits_and_costs
  GROUP BY month, basis, model, channel, campaign, content
)

SELECT
  month,
  basis,
  model,
  channel,
  campaign,
  content,
  leads,
  opportunities,
  meetings,
  deals,
  revenue,
  spend,
  TRY_CAST(ROUND(NULLIF(spend, 0) / NULLIF(leads, 0), 2) AS DECIMAL(18, 2)) AS cost_per_lead,
  TRY_CAST(ROUND(NULLIF(spend, 0) / NULLIF(deals, 0), 2) AS DECIMAL(18, 2)) AS cost_per_deal,
  CAST(revenue AS DOUBLE) / NULLIF(CAST(spend AS DOUBLE), 0) AS return_on_spend
FROM sums
