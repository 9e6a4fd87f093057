-- check segments_add_up (blocking, by month): The segments of a type do not add up to those of all, or these not to the
-- ledger: rebuild the mart.
WITH
sums AS (
  SELECT
    month,
    edge,
    segment_type,
    SUM(delivered) AS delivered,
    SUM(answered) AS answered,
    SUM(answered_in_time) AS answered_in_time,
    SUM(overdue) AS overdue,
    SUM(complete) AS complete,
    SUM(incomplete) AS incomplete
  FROM mart.handoff_quality
  GROUP BY month, edge, segment_type
)

SELECT sums.month, sums.edge, sums.segment_type, sums.delivered, everything.delivered AS delivered_all, stage_ledger.delivered AS told
FROM sums
JOIN sums AS everything
  ON everything.month = sums.month AND everything.edge = sums.edge AND everything.segment_type = 'all'
LEFT JOIN mart.stage_ledger ON stage_ledger.month = sums.month AND stage_ledger.edge = sums.edge
WHERE
  sums.delivered <> everything.delivered
  OR sums.answered <> everything.answered
  OR sums.answered_in_time <> everything.answered_in_time
  OR sums.overdue <> everything.overdue
  OR sums.complete <> everything.complete
  OR sums.incomplete <> everything.incomplete
  OR sums.delivered <> stage_ledger.delivered;

-- check sound_row (blocking, by month): A row contradicts itself: rebuild the mart.
SELECT month, edge, segment_type, segment, delivered, answered, answered_in_time, overdue, complete, incomplete
FROM mart.handoff_quality
WHERE
  answered_in_time > answered
  OR answered + overdue > delivered
  OR complete + incomplete > delivered
  OR (most_missed_field IS NULL) <> (incomplete = 0)
  OR completeness NOT BETWEEN 0 AND 1
  OR complete_rate < complete_rate_low - 1e-12
  OR complete_rate > complete_rate_high + 1e-12
  OR incomplete_rate < incomplete_rate_low - 1e-12
  OR incomplete_rate > incomplete_rate_high + 1e-12;
