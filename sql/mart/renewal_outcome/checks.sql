-- check outcomes_add_up (blocking): Renewed, churned and pending are not all that fell due, or a row contradicts itself:
-- rebuild the mart.
SELECT due_month, segment_type, segment, due, renewed, churned, pending
FROM mart.renewal_outcome
WHERE
  renewed + churned + pending <> due
  OR due < 1
  OR rate < rate_low - 1e-12
  OR rate > rate_high + 1e-12
  OR (decided_rate IS NULL) <> (renewed + churned = 0);

-- check segments_add_up (blocking): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    due_month,
    segment_type,
    SUM(due) AS due,
    SUM(renewed) AS renewed,
    SUM(churned) AS churned,
    IF(COUNT(amount_due) = COUNT(*), SUM(amount_due), NULL) AS amount_due,
    IF(COUNT(amount_renewed) = COUNT(*), SUM(amount_renewed), NULL) AS amount_renewed,
    IF(COUNT(amount_new) = COUNT(*), SUM(amount_new), NULL) AS amount_new
  FROM mart.renewal_outcome
  GROUP BY due_month, segment_type
)

SELECT sums.due_month, sums.segment_type, sums.due, everything.due AS due_all, sums.amount_due
FROM sums
JOIN sums AS everything ON everything.due_month = sums.due_month AND everything.segment_type = 'all'
WHERE
  sums.due <> everything.due
  OR sums.renewed <> everything.renewed
  OR sums.churned <> everything.churned
  OR sums.amount_due <> everything.amount_due
  OR sums.amount_renewed <> everything.amount_renewed
  OR sums.amount_new <> everything.amount_new;
