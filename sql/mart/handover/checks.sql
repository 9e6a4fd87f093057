-- check answered_before_delivery (warning, by delivered_month): A unit was accepted or rejected on a day before it was
-- handed over: correct handed_over_at. It counts as answered on its own day.
SELECT edge, unit_id, delivered_date, outcome_date
FROM mart.handover
WHERE outcome_date < delivered_date AND NOT is_not_counted;

-- check rejected_without_reason (warning, by delivered_month): A unit was sent back without a reason, so that nobody
-- learns from it.
SELECT edge, unit_id, outcome_date
FROM mart.handover
WHERE outcome = 'rejected' AND reason IS NULL AND NOT is_not_counted;

-- check sound_row (blocking, by delivered_month): A row contradicts itself: rebuild the mart.
SELECT edge, unit_id, outcome, outcome_date, answer_hours, completeness
FROM mart.handover
WHERE
  (outcome = 'pending') <> (outcome_date IS NULL)
  OR answer_hours < 0
  OR completeness NOT BETWEEN 0 AND 1
  OR (is_overdue AND answered_at IS NOT NULL);

-- check unknown_unit (blocking, everything only): A unit is counted as delivered that has not entered its stage: rebuild
-- the mart.
SELECT handover.edge, handover.unit_id
FROM mart.handover
LEFT ANTI JOIN star.stage_entry ON stage_entry.stage = handover.edge AND stage_entry.unit_id = handover.unit_id
WHERE NOT handover.is_not_counted;
