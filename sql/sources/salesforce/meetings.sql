-- One row per event that is about an opportunity (Salesforce begins the ids of opportunities with 006). Whether an event took
-- place is not recorded: it counts as held from its day on, unless it is deleted. The copies of invited colleagues
-- (is_child) and the patterns of series (is_recurrence) are no meetings.
SELECT
  id AS meeting_id,
  what_id AS opportunity_id,
  trim(TRAILING 'Z' FROM _fivetran_synced) || 'Z' AS updated_at,
  x.owner_id AS rep_id,
  starts AS scheduled_at,
  starts AS held_at,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR lower(x._fivetran_active) = 'false' AS is_deleted
FROM (
  SELECT *, coalesce(
    trim(TRAILING 'Z' FROM coalesce(x.start_date_time, x.activity_date_time)) || 'Z', left(x.activity_date, 10)) AS starts
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'owner_id STRING, start_date_time STRING, activity_date_time STRING, activity_date STRING, is_child STRING,
       is_recurrence STRING, is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING') AS x
    FROM input))
WHERE what_id LIKE '006%'
  AND ('true' IN (lower(x.is_child), lower(x.is_recurrence))) IS NOT TRUE
