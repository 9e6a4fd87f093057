-- One row per month, pair of departments and subject: what the sender's side learnt from what was delivered to it.
WITH
deliveries AS (
  SELECT * FROM mart.handover WHERE NOT is_not_counted
),

-- leads are many: those alike are told of together
leads_told AS (
  SELECT
    delivered_month AS month,
    'inside_sales' AS from_department,
    'marketing' AS to_department,
    MAP(
      'all', 'all',
      'channel', channel,
      'campaign', campaign_id,
      'content', content_id
    ) AS subjects,
    outcome,
    reason,
    FALSE AS is_won,
    CAST(NULL AS DECIMAL(18, 2)) AS revenue,
    FALSE AS is_renewed,
    FALSE AS is_churned,
    COUNT(*) AS times
  FROM deliveries
  WHERE edge = 'lead'
  GROUP BY delivered_month, channel, campaign_id, content_id, outcome, reason
),

deals_of_opportunities AS (
  SELECT opportunity_id, SUM(amount_base) AS revenue
  FROM star.fact_deal
  WHERE is_entered AND opportunity_id IS NOT NULL
  GROUP BY opportunity_id
),

opportunities AS (
  SELECT
    deliveries.*,
    fact_opportunity.upstream_lead_id AS lead_id,
    fact_opportunity.is_won OR deals_of_opportunities.opportunity_id IS NOT NULL AS is_won,
    deals_of_opportunities.revenue,
    COALESCE(ARRAY_CONTAINS(deliveries.filled_fields, 'need'), fact_opportunity.need IS NOT NULL) AS has_need,
    COALESCE(ARRAY_CONTAINS(deliveries.filled_fields, 'budget'), fact_opportunity.budget IS NOT NULL) AS has_budget,
    COALESCE(ARRAY_CONTAINS(deliveries.filled_fields, 'authority'), fact_opportunity.authority IS NOT NULL)
      AS has_authority,
    COALESCE(ARRAY_CONTAINS(deliveries.filled_fields, 'timeline'), fact_opportunity.timeline IS NOT NULL) AS has_timeline
  FROM deliveries
  JOIN star.fact_opportunity ON fact_opportunity.opportunity_id = deliveries.unit_id
  LEFT JOIN deals_of_opportunities ON deals_of_opportunities.opportunity_id = deliveries.unit_id
  WHERE deliveries.edge = 'opportunity'
),

leads_that_became_opportunities_told AS (
  SELECT
    opportunities.delivered_month AS month,
    'field_sales' AS from_department,
    'marketing' AS to_department,
    MAP(
      'all', 'all',
      'channel', fact_lead.channel,
      'campaign', fact_lead.attributed_campaign_id,
      'content', fact_lead.attributed_content_id
    ) AS subjects,
    opportunities.outcome,
    opportunities.reason,
    opportunities.is_won,
    opportunities.revenue,
    FALSE AS is_renewed,
    FALSE AS is_churned,
    1L AS times
  FROM opportunities
  JOIN star.fact_lead
    ON fact_lead.lead_id = opportunities.lead_id AND fact_lead.opportunity_id = opportunities.unit_id
),

opportunities_told AS (
  SELECT
    delivered_month AS month,
    'field_sales' AS from_department,
    'inside_sales' AS to_department,
    MAP(
      'all', 'all',
      'owner', owner_id,
      'need', IF(has_need, 'filled', 'missing'),
      'budget', IF(has_budget, 'filled', 'missing'),
      'authority', IF(has_authority, 'filled', 'missing'),
      'timeline', IF(has_timeline, 'filled', 'missing')
    ) AS subjects,
    outcome,
    reason,
    is_won,
    revenue,
    FALSE AS is_renewed,
    FALSE AS is_churned,
    1L AS times
  FROM opportunities
),

renewals_of_deals AS (
  SELECT
    deal_id,
    BOOL_OR(is_renewed) AS is_renewed,
    BOOL_OR(is_churned) AS is_churned,
    MAX_BY(churn_reason, STRUCT(due_date, renewal_id)) FILTER (WHERE is_churned AND churn_reason IS NOT NULL) AS churn_reason
  FROM star.fact_renewal
  GROUP BY deal_id
),

deals AS (
  SELECT
    deliveries.*,
    CASE
      WHEN COALESCE(fact_deal.discount_rate, 0) = 0 THEN 'none'
      WHEN fact_deal.discount_rate < 0.1 THEN 'under 10 %'
      WHEN fact_deal.discount_rate < 0.2 THEN '10 to under 20 %'
      ELSE '20 % and more'
    END AS discount_band,
    COALESCE(ARRAY_CONTAINS(deliveries.filled_fields, 'expectation'), fact_deal.expectation IS NOT NULL)
      AS has_expectation,
    COALESCE(renewals_of_deals.is_renewed, FALSE) AS is_renewed,
    COALESCE(renewals_of_deals.is_churned, FALSE) AS is_churned,
    renewals_of_deals.churn_reason
  FROM deliveries
  JOIN star.fact_deal ON fact_deal.deal_id = deliveries.unit_id
  LEFT JOIN renewals_of_deals ON renewals_of_deals.deal_id = deliveries.unit_id
  WHERE deliveries.edge = 'deal'
),

deals_told AS (
  SELECT
    deals.delivered_month AS month,
    'customer_success' AS from_department,
    told.to_department,
    told.subjects,
    deals.outcome,
    deals.churn_reason AS reason,
    FALSE AS is_won,
    CAST(NULL AS DECIMAL(18, 2)) AS revenue,
    deals.is_renewed,
    deals.is_churned,
    1L AS times
  FROM deals
  CROSS JOIN LATERAL STACK(
    2,
    'marketing',
    MAP(
      'all', 'all',
      'channel', deals.channel,
      'campaign', deals.campaign_id,
      'content', deals.content_id
    ),
    'field_sales',
    MAP(
      'all', 'all',
      'rep', deals.owner_id,
      'product', deals.product_id,
      'discount_band', deals.discount_band,
      'expectation', IF(deals.has_expectation, 'recorded', 'missing')
    )
  ) AS told (to_department, subjects)
),

told AS (
  SELECT * FROM leads_told
  UNION ALL
  SELECT * FROM leads_that_became_opportunities_told
  UNION ALL
  SELECT * FROM opportunities_told
  UNION ALL
  SELECT * FROM deals_told
),

told_by_subject AS (
  SELECT
    told.* EXCEPT (subjects),
    about.subject_type,
    COALESCE(about.subject, '(none)') AS subject
  FROM told
  CROSS JOIN LATERAL EXPLODE(told.subjects) AS about (subject_type, subject)
),

reasons AS (
  SELECT month, from_department, to_department, subject_type, subject, reason, SUM(times) AS times
  FROM told_by_subject
  WHERE reason IS NOT NULL
  GROUP BY ALL
),

top_reasons AS (
  SELECT
    month,
    from_department,
    to_department,
    subject_type,
    subject,
    MIN_BY(reason, STRUCT(-times, reason)) AS top_reason
  FROM reasons
  GROUP BY month, from_department, to_department, subject_type, subject
),

results AS (
  SELECT
    month,
    from_department,
    to_department,
    subject_type,
    subject,
    SUM(times) AS delivered,
    SUM(IF(outcome = 'accepted', times, 0)) AS accepted,
    SUM(IF(outcome = 'rejected', times, 0)) AS rejected,
    SUM(IF(outcome = 'pending', times, 0)) AS pending,
    COUNT_IF(is_won) AS won,
    SUM(revenue) AS revenue,
    COUNT_IF(is_renewed) AS renewed,
    COUNT_IF(is_churned) AS churned
  FROM told_by_subject
  GROUP BY month, from_department, to_department, subject_type, subject
),

latest_comments AS (
  SELECT
    MAX(
      STRUCT(
        updated_at, is_deleted, feedback_id, from_department, to_department, created_at, account_id, opportunity_id,
        lead_id, campaign_id, category, body, status, acknowledged_at, done_at, action
      )
    ) AS version
  FROM raw.feedback
  GROUP BY feedback_id
),

-- what has not come by as_of has not been answered yet
comments AS (
  SELECT
    latest_comments.version.* EXCEPT (acknowledged_at, done_at),
    business_date(latest_comments.version.created_at) AS created_date,
    IF(
      business_date(latest_comments.version.acknowledged_at) <= clock.as_of,
      business_date(latest_comments.version.acknowledged_at),
      NULL
    ) AS acknowledged_date,
    IF(
      business_date(latest_comments.version.done_at) <= clock.as_of, business_date(latest_comments.version.done_at), NULL
    ) AS done_date,
    business_date(latest_comments.version.acknowledged_at) > clock.as_of AS will_be_acknowledged,
    business_date(latest_comments.version.done_at) > clock.as_of AS will_be_done
  FROM latest_comments
  CROSS JOIN clock
  WHERE NOT latest_comments.version.is_deleted AND business_date(latest_comments.version.created_at) <= clock.as_of
),

comments_by_subject AS (
  SELECT
    TRUNC(comments.created_date, 'MM') AS month,
    comments.from_department,
    comments.to_department,
    about.subject_type,
    about.subject,
    CASE
      WHEN COALESCE(comments.status, 'done') = 'done' AND comments.done_date IS NOT NULL THEN 'done'
      WHEN comments.status = 'done' AND comments.will_be_done IS NULL THEN 'done'
      WHEN COALESCE(comments.status, 'acknowledged') <> 'open' AND comments.acknowledged_date IS NOT NULL
        THEN 'acknowledged'
      WHEN comments.status = 'acknowledged' AND comments.will_be_acknowledged IS NULL THEN 'acknowledged'
      ELSE 'open'
    END AS status,
    days_between(comments.created_date, comments.acknowledged_date) AS days_to_acknowledge,
    days_between(comments.created_date, comments.done_date) AS days_to_done
  FROM comments
  CROSS JOIN LATERAL STACK(2, 'all', 'all', 'campaign', comments.campaign_id) AS about (subject_type, subject)
  WHERE about.subject IS NOT NULL
),

comment_counts AS (
  SELECT
    month,
    from_department,
    to_department,
    subject_type,
    subject,
    COUNT_IF(status = 'open') AS comments_open,
    COUNT_IF(status = 'acknowledged') AS comments_acknowledged,
    COUNT_IF(status = 'done') AS comments_done,
    PERCENTILE(days_to_acknowledge, 0.5) AS median_days_to_acknowledge,
    PERCENTILE(days_to_done, 0.5) AS median_days_to_done
  FROM comments_by_subject
  GROUP BY month, from_department, to_department, subject_type, subject
)

SELECT
  month,
  from_department,
  to_department,
  subject_type,
  subject,
  COALESCE(results.delivered, 0) AS delivered,
  COALESCE(results.accepted, 0) AS accepted,
  COALESCE(results.rejected, 0) AS rejected,
  COALESCE(results.pending, 0) AS pending,
  top_reasons.top_reason,
  IF(from_department = 'field_sales' AND to_department <> 'customer_success', COALESCE(results.won, 0), NULL) AS won,
  TRY_CAST(
    IF(from_department = 'field_sales' AND to_department <> 'customer_success', COALESCE(results.revenue, 0), NULL)
    AS DECIMAL(18, 2)
  ) AS revenue,
  IF(
    from_department = 'customer_success' AND to_department <> 'inside_sales', COALESCE(results.renewed, 0), NULL
  ) AS renewed,
  IF(
    from_department = 'customer_success' AND to_department <> 'inside_sales', COALESCE(results.churned, 0), NULL
  ) AS churned,
  COALESCE(comment_counts.comments_open, 0) AS comments_open,
  COALESCE(comment_counts.comments_acknowledged, 0) AS comments_acknowledged,
  COALESCE(comment_counts.comments_done, 0) AS comments_done,
  comment_counts.median_days_to_acknowledge,
  comment_counts.median_days_to_done
FROM results
FULL JOIN comment_counts USING (month, from_department, to_department, subject_type, subject)
LEFT JOIN top_reasons USING (month, from_department, to_department, subject_type, subject)
