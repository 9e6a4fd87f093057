-- One row per stage that a deal entered. That the last one is open until 2050-01-01 (or another far day) is not read: the next
-- row ends it.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
SELECT
  deal_id AS opportunity_id,
  transform(array(date_entered), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS changed_at,
  coalesce(s.label, i.value) AS stage_name,
  trim(TRAILING 'Z' FROM _fivetran_synced) || 'Z' AS updated_at
FROM input i
LEFT JOIN (SELECT stage_id, max(label) AS label FROM stages GROUP BY stage_id) s ON s.stage_id = i.value
