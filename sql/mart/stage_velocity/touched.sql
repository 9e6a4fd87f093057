-- The days on which deals were signed whose renewals were touched: a renewal's own days do not tell them. Any version of a
-- renewal will do, so that one that fell due, was decided or led to another deal before is found, too.
SELECT DISTINCT stage_entry.entered_date AS date
FROM raw.renewals
JOIN star.stage_entry ON stage_entry.stage = 'deal' AND stage_entry.unit_id = renewals.deal_id
WHERE
  renewals.due_date IN (SELECT date FROM touched_date)
  OR business_date(renewals.decided_at) IN (SELECT date FROM touched_date)
