-- One row per form that a contact sent in.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
SELECT
  -- The ids of engagements are numbers too.
  'form:' || conversion_id AS activity_id,
  transform(array(timestamp), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS occurred_at,
  trim(TRAILING 'Z' FROM _fivetran_synced) || 'Z' AS updated_at,
  'form' AS kind,
  contact_id AS lead_id,
  x.title AS outcome,
  lower(x._fivetran_deleted) = 'true' AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)), 'title STRING, _fivetran_deleted STRING') AS x
  FROM input)
