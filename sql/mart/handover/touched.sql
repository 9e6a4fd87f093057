-- The days on which units were delivered that changed, or that had time left for an answer and may have it no more.
SELECT DISTINCT delivered_date AS date
FROM mart.handover
WHERE is_answered_in_time IS NULL OR delivered_date IN (SELECT date FROM touched_date)
