-- One row per meeting and deal it is about. Without an outcome it counts as held from its day on, unless it is deleted.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
SELECT
  engagement_id || ':' || deal_id AS meeting_id,
  deal_id AS opportunity_id,
  trim(TRAILING 'Z' FROM synced) || 'Z' AS updated_at,
  x.property_hubspot_owner_id AS rep_id,
  starts AS scheduled_at,
  CASE WHEN outcome IS NULL OR outcome = 'held' THEN starts END AS held_at,
  outcome,
  is_deleted
FROM (
  SELECT i.*, a.deal_id,
    CASE WHEN try_cast(a._fivetran_synced AS TIMESTAMP) > try_cast(i._fivetran_synced AS TIMESTAMP)
      THEN a._fivetran_synced ELSE i._fivetran_synced END AS synced,
    transform(array(coalesce(x.start_time, x.property_hs_meeting_start_time)), t -> CASE
      WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
      WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
        THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
      ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS starts,
    CASE upper(coalesce(x.meeting_outcome, x.property_hs_meeting_outcome))
      WHEN 'COMPLETED' THEN 'held' WHEN 'NO_SHOW' THEN 'no_show' WHEN 'NO SHOW' THEN 'no_show' WHEN 'CANCELED' THEN 'cancelled'
      WHEN 'CANCELLED' THEN 'cancelled' WHEN 'SCHEDULED' THEN 'planned' WHEN 'RESCHEDULED' THEN 'planned' END AS outcome,
    'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) OR lower(a._fivetran_deleted) = 'true' AS is_deleted
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'start_time STRING, property_hs_meeting_start_time STRING, meeting_outcome STRING, property_hs_meeting_outcome STRING,
       property_hubspot_owner_id STRING, is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
    FROM input) i
  JOIN deals a USING (engagement_id))
