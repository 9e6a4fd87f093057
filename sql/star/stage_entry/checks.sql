-- check unique_unit (blocking, by entered_date): A unit has several rows in one stage: the star is wrong; rebuild it.
SELECT stage, unit_id, COUNT(*) AS row_count
FROM star.stage_entry
WHERE stage <> 'visitor'
GROUP BY stage, unit_id
HAVING COUNT(*) > 1;

-- check unique_visitor (blocking, by file): A visitor has several rows: the star is wrong; rebuild it.
SELECT unit_id, COUNT(*) AS row_count
FROM star.stage_entry
WHERE stage = 'visitor'
GROUP BY unit_id
HAVING COUNT(*) > 1;

-- check sound_row (blocking, by file): A row contradicts itself: an entry later than as_of, a next unit without
-- its date, days that do not fit the dates, a descendant in its own stage or before, an amount where there is none, or a
-- key that is NULL. The star is wrong; rebuild it.
SELECT stage_entry.stage, stage_entry.unit_id, stage_entry.entered_date, stage_entry.next_id, stage_entry.next_date
FROM star.stage_entry
CROSS JOIN clock
LEFT JOIN stages USING (stage)
WHERE
  stages.stage_number IS NULL
  OR stage_entry.unit_id IS NULL
  OR stage_entry.entered_date IS NULL
  OR stage_entry.entered_date > clock.as_of
  OR stage_entry.entered_month <> TRUNC(stage_entry.entered_date, 'MM')
  OR (stage_entry.next_id IS NULL) <> (stage_entry.next_date IS NULL)
  OR (stage_entry.next_id IS NULL) <> (stage_entry.days_to_next IS NULL)
  OR stage_entry.days_to_next <> GREATEST(0, DATEDIFF(stage_entry.next_date, stage_entry.entered_date))
  OR (stages.stage_number = 1 AND stage_entry.upstream_id IS NOT NULL)
  OR (stages.stage_number = 6 AND stage_entry.next_id IS NOT NULL)
  OR (stages.stage_number >= 2 AND stage_entry.lead_date IS NOT NULL)
  OR (stages.stage_number >= 3 AND stage_entry.opportunity_date IS NOT NULL)
  OR (stages.stage_number >= 4 AND stage_entry.meeting_date IS NOT NULL)
  OR (stages.stage_number >= 5 AND stage_entry.deal_date IS NOT NULL)
  OR (stages.stage_number >= 6 AND stage_entry.renewal_date IS NOT NULL)
  OR (stages.stage_number <= 2 AND stage_entry.amount_base IS NOT NULL)
  OR (stage_entry.is_without_rate AND stage_entry.amount_base IS NOT NULL)
  OR stage_entry.stage_key IS NULL
  OR stage_entry.channel_key IS NULL
  OR stage_entry.campaign_key IS NULL
  OR stage_entry.content_key IS NULL
  OR stage_entry.account_key IS NULL
  OR stage_entry.product_key IS NULL
  OR stage_entry.employee_key IS NULL;

-- check known_keys (blocking, by file): A key is in no dimension: the star is wrong; rebuild it.
SELECT keys.dimension, keys.key
FROM (
  SELECT DISTINCT of_dimension.dimension, of_dimension.key
  FROM (SELECT DISTINCT stage_key, channel_key, campaign_key, content_key, product_key FROM star.stage_entry) AS entry
  CROSS JOIN LATERAL STACK(
    5,
    'stage', entry.stage_key,
    'channel', entry.channel_key,
    'campaign', entry.campaign_key,
    'content', entry.content_key,
    'product', entry.product_key
  ) AS of_dimension (dimension, key)
) AS keys
LEFT ANTI JOIN (
  SELECT 'stage' AS dimension, stage_key AS key FROM star.dim_stage
  UNION ALL
  SELECT 'channel' AS dimension, channel_key AS key FROM star.dim_channel
  UNION ALL
  SELECT 'campaign' AS dimension, campaign_key AS key FROM star.dim_campaign
  UNION ALL
  SELECT 'content' AS dimension, content_key AS key FROM star.dim_content
  UNION ALL
  SELECT 'product' AS dimension, product_key AS key FROM star.dim_product
) AS known ON known.dimension = keys.dimension AND known.key = keys.key;

-- check known_people_and_accounts (blocking, everything only): A key is in no dimension: the star is wrong; rebuild it.
SELECT keys.dimension, keys.key
FROM (
  SELECT DISTINCT of_dimension.dimension, of_dimension.key
  FROM star.stage_entry
  CROSS JOIN LATERAL STACK(
    2, 'account', stage_entry.account_key, 'employee', stage_entry.employee_key
  ) AS of_dimension (dimension, key)
) AS keys
LEFT ANTI JOIN (
  SELECT 'account' AS dimension, account_key AS key FROM star.dim_account
  UNION ALL
  SELECT 'employee' AS dimension, employee_key AS key FROM star.dim_employee
) AS known ON known.dimension = keys.dimension AND known.key = keys.key;

-- check upstream_has_a_row (blocking, everything only): A unit names an upstream that has no row in the stage before: the
-- star is wrong; rebuild it.
SELECT entry.stage, entry.unit_id, entry.upstream_id
FROM star.stage_entry AS entry
JOIN stages ON stages.stage = entry.stage
JOIN stages AS stage_before ON stage_before.stage_number = stages.stage_number - 1
LEFT ANTI JOIN star.stage_entry AS upstream
  ON upstream.stage = stage_before.stage AND upstream.unit_id = entry.upstream_id
WHERE entry.upstream_id IS NOT NULL;

-- check next_is_the_first_to_come (blocking, everything only): next_date is not the earliest entry of the units whose
-- upstream the unit is: the star is wrong; rebuild it.
SELECT entry.stage, entry.unit_id, entry.next_date, firsts.first_date
FROM star.stage_entry AS entry
JOIN stages ON stages.stage = entry.stage
LEFT JOIN (
  SELECT stages.stage_number, next.upstream_id, MIN(next.entered_date) AS first_date
  FROM star.stage_entry AS next
  JOIN stages ON stages.stage = next.stage
  WHERE next.upstream_id IS NOT NULL
  GROUP BY stages.stage_number, next.upstream_id
) AS firsts ON firsts.stage_number = stages.stage_number + 1 AND firsts.upstream_id = entry.unit_id
WHERE NOT (entry.next_date <=> firsts.first_date);

-- check negative_lag (warning, by file): Units went on before they came, by the business date: their records
-- name dates in the wrong order, or the link is wrong. They count with 0 days.
SELECT
  stage_entry.stage AS from_stage,
  COUNT(*) AS offenders,
  MIN_BY(stage_entry.unit_id, STRUCT(DATEDIFF(stage_entry.next_date, stage_entry.entered_date), stage_entry.unit_id))
    AS worst_unit_id,
  MIN(DATEDIFF(stage_entry.next_date, stage_entry.entered_date)) AS worst_days
FROM star.stage_entry
WHERE stage_entry.next_date < stage_entry.entered_date
GROUP BY stage_entry.stage;
