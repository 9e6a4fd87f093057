-- check delivered_adds_up (blocking): delivered is not accepted + rejected + pending: rebuild the mart.
SELECT month, from_department, to_department, subject_type, subject, delivered, accepted, rejected, pending
FROM mart.feedback
WHERE delivered <> accepted + rejected + pending;

-- check subjects_add_up (blocking): The subjects of a type do not add up to all: rebuild the mart.
WITH
sums AS (
  SELECT
    month,
    from_department,
    to_department,
    subject_type,
    SUM(delivered) AS delivered,
    SUM(accepted) AS accepted,
    SUM(rejected) AS rejected,
    SUM(won) AS won,
    IF(COUNT(revenue) = COUNT(*), SUM(revenue), NULL) AS revenue,
    SUM(renewed) AS renewed,
    SUM(churned) AS churned
  FROM mart.feedback
  GROUP BY month, from_department, to_department, subject_type
)

SELECT sums.month, sums.from_department, sums.to_department, sums.subject_type, sums.delivered, everything.delivered AS delivered_all
FROM sums
JOIN sums AS everything
  ON everything.month = sums.month
  AND everything.from_department = sums.from_department
  AND everything.to_department = sums.to_department
  AND everything.subject_type = 'all'
WHERE
  sums.delivered > 0
  AND (
    sums.delivered <> everything.delivered
    OR sums.accepted <> everything.accepted
    OR sums.rejected <> everything.rejected
    OR NOT (sums.won <=> everything.won)
    OR sums.revenue <> everything.revenue
    OR NOT (sums.renewed <=> everything.renewed)
    OR NOT (sums.churned <=> everything.churned)
  );

-- check from_department_to_department (blocking): What a department was delivered is not what the ledger says: rebuild the mart.
SELECT feedback.month, feedback.from_department, feedback.to_department, feedback.delivered, stage_ledger.delivered AS told
FROM mart.feedback
JOIN (
  VALUES ('inside_sales', 'marketing', 'lead'), ('field_sales', 'inside_sales', 'opportunity'),
    ('customer_success', 'field_sales', 'deal'), ('customer_success', 'marketing', 'deal')
) AS edges (from_department, to_department, edge)
  ON edges.from_department = feedback.from_department AND edges.to_department = feedback.to_department
JOIN mart.stage_ledger ON stage_ledger.month = feedback.month AND stage_ledger.edge = edges.edge
WHERE feedback.subject_type = 'all' AND feedback.delivered <> stage_ledger.delivered;

-- check unanswered_comments (warning): A comment of more than 30 days ago is still open: acknowledge it, or say why not.
SELECT
  comments.feedback_id,
  comments.version.from_department,
  comments.version.to_department,
  comments.version.created_at
FROM (
  SELECT
    feedback_id,
    MAX(
      STRUCT(
        updated_at, is_deleted, feedback_id, from_department, to_department, created_at, account_id, opportunity_id,
        lead_id, campaign_id, category, body, status, acknowledged_at, done_at, action
      )
    ) AS version
  FROM raw.feedback
  GROUP BY feedback_id
) AS comments
JOIN clock ON DATE_ADD(business_date(comments.version.created_at), 30) < clock.as_of
WHERE
  NOT comments.version.is_deleted
  AND COALESCE(comments.version.status, 'open') = 'open'
  AND comments.version.acknowledged_at IS NULL
  AND comments.version.done_at IS NULL;
