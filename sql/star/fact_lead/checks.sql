-- check unique_lead_id (blocking, by entered_month): An id has several rows: the star is wrong; rebuild it.
SELECT lead_id, COUNT(*) AS row_count
FROM star.fact_lead
GROUP BY lead_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by entered_month): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT lead_id
FROM star.fact_lead
WHERE
  visitor_key IS NULL
  OR channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL
  OR account_key IS NULL
  OR employee_key IS NULL
  OR reason_key IS NULL;

-- check merge_cycle (warning, by file): Leads are merged into each other in a circle, so that none survives: they stay
-- unmerged. Correct merged_into_id of one of them.
SELECT lead_id
FROM star.fact_lead
WHERE is_in_merge_cycle;
