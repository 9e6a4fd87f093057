-- One row per task: done when it was completed, else due on its day. The pattern of a series (is_recurrence) is a deletion: a
-- task may become one. The first letters of an id tell what it is of: 00Q leads, 006 opportunities, 001 accounts, 701 campaigns.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS activity_id,
  coalesce(trim(TRAILING 'Z' FROM x.completed_date_time) || 'Z', left(x.activity_date, 10),
    trim(TRAILING 'Z' FROM x.created_date) || 'Z') AS occurred_at,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  lower(coalesce(x.task_subtype, 'task')) AS kind,
  CASE WHEN x.who_id LIKE '00Q%' THEN x.who_id END AS lead_id,
  CASE WHEN x.what_id LIKE '006%' THEN x.what_id END AS opportunity_id,
  coalesce(x.account_id, CASE WHEN x.what_id LIKE '001%' THEN x.what_id END) AS account_id,
  x.owner_id AS employee_id,
  CASE WHEN x.what_id LIKE '701%' THEN x.what_id END AS campaign_id,
  x.status AS outcome,
  'true' IN (lower(x.is_recurrence), lower(x.is_deleted), lower(x._fivetran_deleted))
    OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'completed_date_time STRING, activity_date STRING, created_date STRING, task_subtype STRING, who_id STRING,
       what_id STRING, account_id STRING, owner_id STRING, status STRING, is_recurrence STRING, is_deleted STRING,
       _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
