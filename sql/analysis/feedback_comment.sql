-- One row per comment made to a department by as_of, newest first: what the others say in their own words.
-- Parameter: department (the one that is told: marketing, inside_sales, field_sales or customer_success).
-- Usage: bin/warehouse feedback --department marketing --out DIR, or
--   bin/warehouse sql -f sql/analysis/feedback_comment.sql --parameter department=marketing
-- status               open, acknowledged or done by as_of, as mart.feedback counts it
-- days_to_acknowledge  days from comment to acknowledged_at; NULL where it has none by as_of
-- days_to_done         days from comment to done_at; NULL where it has none by as_of
-- other columns        those of the feed feedback
WITH
clock AS (
  SELECT MAX(night) AS as_of FROM ops.published
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
    latest_comments.version.*,
    business_date(latest_comments.version.created_at) AS created_date,
    IF(
      business_date(latest_comments.version.acknowledged_at) <= clock.as_of,
      business_date(latest_comments.version.acknowledged_at),
      NULL
    ) AS acknowledged_date,
    IF(
      business_date(latest_comments.version.done_at) <= clock.as_of, business_date(latest_comments.version.done_at), NULL
    ) AS done_date
  FROM latest_comments
  CROSS JOIN clock
  WHERE
    NOT COALESCE(latest_comments.version.is_deleted, FALSE)
    AND business_date(latest_comments.version.created_at) <= clock.as_of
)

SELECT
  created_date AS date,
  from_department,
  CASE
    WHEN COALESCE(status, 'done') = 'done' AND done_date IS NOT NULL THEN 'done'
    WHEN status = 'done' AND done_at IS NULL THEN 'done'
    WHEN COALESCE(status, 'acknowledged') <> 'open' AND acknowledged_date IS NOT NULL THEN 'acknowledged'
    WHEN status = 'acknowledged' AND acknowledged_at IS NULL THEN 'acknowledged'
    ELSE 'open'
  END AS status,
  category,
  body,
  action,
  days_between(created_date, acknowledged_date) AS days_to_acknowledge,
  days_between(created_date, done_date) AS days_to_done,
  lead_id,
  opportunity_id,
  account_id,
  campaign_id,
  feedback_id
FROM comments
WHERE to_department = :department
ORDER BY created_at DESC, feedback_id
