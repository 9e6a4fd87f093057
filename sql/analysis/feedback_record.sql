-- One row per record that was delivered and the department that tells about it: what became of it there, to load into a
-- CRM. The rows of a month and a from_department are the deliveries that mart.feedback counts under all.
-- Parameter: department (the one that is told: marketing, inside_sales, field_sales or customer_success).
-- Usage: bin/warehouse feedback --department marketing --out DIR, or
--   bin/warehouse sql -f sql/analysis/feedback_record.sql --parameter department=marketing
-- month            first day of the month of delivery
-- from_department  who tells
-- record           lead, opportunity or deal: what was delivered
-- lead_id          the lead it is or comes from; NULL where none is known
-- opportunity_id   the opportunity it is or comes from, of a lead its first; NULL where there is none
-- deal_id          the deal; NULL unless the record is one
-- outcome          accepted, rejected or pending; of deals told by Customer Success churned or renewed where a renewal was
--                  decided (a churn goes before)
-- reason           of disqualifying, recycling, rejecting or churn, as written; NULL where none was given
-- revenue          from field_sales: amount_base of the deals that name the opportunity, 0 where there is none; from
--                  customer_success: the deal's own, which mart.feedback leaves out; NULL from inside_sales
WITH
deliveries AS (
  SELECT * FROM mart.handover WHERE NOT is_not_counted
),

revenues AS (
  SELECT opportunity_id, SUM(amount_base) AS revenue
  FROM star.fact_deal
  WHERE is_entered AND opportunity_id IS NOT NULL
  GROUP BY opportunity_id
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

leads AS (
  SELECT
    deliveries.delivered_month AS month,
    'inside_sales' AS from_department,
    'marketing' AS to_department,
    'lead' AS record,
    deliveries.unit_id AS lead_id,
    fact_lead.opportunity_id,
    CAST(NULL AS STRING) AS deal_id,
    deliveries.outcome,
    deliveries.reason,
    CAST(NULL AS DECIMAL(18, 2)) AS revenue
  FROM deliveries
  LEFT JOIN star.fact_lead ON fact_lead.lead_id = deliveries.unit_id
  WHERE deliveries.edge = 'lead'
),

opportunities AS (
  SELECT
    deliveries.delivered_month AS month,
    'field_sales' AS from_department,
    told.to_department,
    'opportunity' AS record,
    fact_opportunity.upstream_lead_id AS lead_id,
    deliveries.unit_id AS opportunity_id,
    CAST(NULL AS STRING) AS deal_id,
    deliveries.outcome,
    deliveries.reason,
    TRY_CAST(COALESCE(revenues.revenue, 0) AS DECIMAL(18, 2)) AS revenue
  FROM deliveries
  JOIN star.fact_opportunity ON fact_opportunity.opportunity_id = deliveries.unit_id
  LEFT JOIN revenues ON revenues.opportunity_id = deliveries.unit_id
  LEFT JOIN star.fact_lead
    ON fact_lead.lead_id = fact_opportunity.upstream_lead_id AND fact_lead.opportunity_id = deliveries.unit_id
  CROSS JOIN LATERAL STACK(2, 'marketing', 'inside_sales') AS told (to_department)
  -- marketing hears of its leads, each by its first opportunity
  WHERE deliveries.edge = 'opportunity' AND (told.to_department = 'inside_sales' OR fact_lead.lead_id IS NOT NULL)
),

deals AS (
  SELECT
    deliveries.delivered_month AS month,
    'customer_success' AS from_department,
    told.to_department,
    'deal' AS record,
    COALESCE(fact_opportunity.upstream_lead_id, fact_deal.lead_id) AS lead_id,
    fact_deal.opportunity_id,
    deliveries.unit_id AS deal_id,
    CASE
      WHEN renewals_of_deals.is_churned THEN 'churned'
      WHEN renewals_of_deals.is_renewed THEN 'renewed'
      ELSE deliveries.outcome
    END AS outcome,
    renewals_of_deals.churn_reason AS reason,
    fact_deal.amount_base AS revenue
  FROM deliveries
  JOIN star.fact_deal ON fact_deal.deal_id = deliveries.unit_id
  LEFT JOIN star.fact_opportunity ON fact_opportunity.opportunity_id = fact_deal.opportunity_id
  LEFT JOIN renewals_of_deals ON renewals_of_deals.deal_id = deliveries.unit_id
  CROSS JOIN LATERAL STACK(2, 'marketing', 'field_sales') AS told (to_department)
  WHERE deliveries.edge = 'deal'
),

records AS (
  SELECT * FROM leads
  UNION ALL
  SELECT * FROM opportunities
  UNION ALL
  SELECT * FROM deals
)

SELECT month, from_department, record, lead_id, opportunity_id, deal_id, outcome, reason, revenue
FROM records
WHERE to_department = :department
ORDER BY month, from_department, record, lead_id, opportunity_id, deal_id
