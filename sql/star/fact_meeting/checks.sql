-- check unique_meeting_id (blocking, by meeting_month): An id has several rows: the star is wrong; rebuild it.
SELECT meeting_id, COUNT(*) AS row_count
FROM star.fact_meeting
GROUP BY meeting_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by meeting_month): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT meeting_id
FROM star.fact_meeting
WHERE
  channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL
  OR account_key IS NULL
  OR employee_key IS NULL
  OR product_key IS NULL;
