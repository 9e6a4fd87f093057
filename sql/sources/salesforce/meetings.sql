-- One row per event: the meeting it is while it is about an opportunity (Salesforce begins the ids of opportunities with 006).
-- Any other is a deletion, so that one that was about an opportunity goes; so are the copies of invited colleagues (is_child)
-- and the patterns of series (is_recurrence). Whether an event took place is not recorded: it counts as held from its day on,
-- unless it is deleted.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS meeting_id,
  -- The feed requires one; a deletion takes any.
  coalesce(what_id, id) AS opportunity_id,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  x.owner_id AS rep_id,
  starts AS scheduled_at,
  starts AS held_at,
  (what_id LIKE '006%') IS NOT TRUE
    OR 'true' IN (lower(x.is_child), lower(x.is_recurrence), lower(x.is_deleted), lower(x._fivetran_deleted))
    OR is_gone AS is_deleted
FROM (
  SELECT *,
    rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last,
    coalesce(
      trim(TRAILING 'Z' FROM coalesce(x.start_date_time, x.activity_date_time)) || 'Z', left(x.activity_date, 10)) AS starts
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'owner_id STRING, start_date_time STRING, activity_date_time STRING, activity_date STRING, is_child STRING,
       is_recurrence STRING, is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING,
       _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
