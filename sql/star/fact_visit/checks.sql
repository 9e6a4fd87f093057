-- check unique_visit_id (blocking, by started_date): An id has several rows: the star is wrong; rebuild it.
SELECT visit_id, COUNT(*) AS row_count
FROM star.fact_visit
GROUP BY visit_id
HAVING COUNT(*) > 1;

-- check keys_are_given (blocking, by started_date): A dimension's key is NULL: the star is wrong; rebuild it.
SELECT visit_id
FROM star.fact_visit
WHERE
  visitor_key IS NULL
  OR channel_key IS NULL
  OR campaign_key IS NULL
  OR content_key IS NULL;
