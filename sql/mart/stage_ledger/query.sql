-- One row per month and edge between departments: the units delivered, and the flow of those that wait for an answer.
WITH
ledger_months AS (
  SELECT
    funnel_period.period_start AS month,
    edges.edge,
    funnel_period.entered,
    funnel_period.from_upstream,
    funnel_period.no_upstream
  FROM mart.funnel_period
  JOIN (VALUES ('lead', 'opportunity'), ('opportunity', 'meeting'), ('deal', 'renewal')) AS edges (edge, next_stage)
    ON edges.next_stage = funnel_period.stage
  WHERE funnel_period.period_kind = 'month' AND funnel_period.segment_type = 'all'
),

-- deliveries by their month, answers by theirs, and a row for each month of the ledger
events AS (
  SELECT
    delivered_month AS month,
    edge,
    COUNT_IF(NOT is_not_counted) AS delivered,
    COUNT_IF(NOT is_not_counted AND outcome = 'accepted') AS accepted,
    COUNT_IF(NOT is_not_counted AND outcome = 'rejected') AS rejected,
    COUNT_IF(NOT is_not_counted AND outcome = 'pending') AS pending,
    COUNT_IF(is_not_counted) AS not_counted,
    0L AS accepted_in_month,
    0L AS rejected_in_month
  FROM mart.handover
  GROUP BY ALL
  UNION ALL
  SELECT
    TRUNC(outcome_date, 'MM') AS month,
    edge,
    0L, 0L, 0L, 0L, 0L,
    COUNT_IF(outcome = 'accepted'),
    COUNT_IF(outcome = 'rejected')
  FROM mart.handover
  WHERE outcome_date IS NOT NULL AND NOT is_not_counted
  GROUP BY ALL
  UNION ALL
  SELECT month, edge, 0L, 0L, 0L, 0L, 0L, 0L, 0L FROM ledger_months
),

flows AS (
  SELECT
    month,
    edge,
    SUM(delivered) AS delivered,
    SUM(accepted) AS accepted,
    SUM(rejected) AS rejected,
    SUM(pending) AS pending,
    SUM(not_counted) AS not_counted,
    SUM(accepted_in_month) AS accepted_in_month,
    SUM(rejected_in_month) AS rejected_in_month,
    SUM(SUM(delivered) - SUM(accepted_in_month) - SUM(rejected_in_month)) OVER (
      PARTITION BY edge ORDER BY month
    ) AS carried_out
  FROM events
  GROUP BY month, edge
)

SELECT
  flows.month,
  flows.edge,
  flows.delivered,
  flows.accepted,
  flows.rejected,
  flows.pending,
  flows.not_counted,
  flows.carried_out - flows.delivered + flows.accepted_in_month + flows.rejected_in_month AS carried_in,
  flows.accepted_in_month,
  flows.rejected_in_month,
  flows.carried_out,
  ledger_months.entered AS entered_next,
  ledger_months.from_upstream,
  ledger_months.no_upstream AS orphans
FROM flows
JOIN ledger_months ON ledger_months.month = flows.month AND ledger_months.edge = flows.edge
