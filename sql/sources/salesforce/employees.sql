-- One row per version of a user; the role is the team. A user who is not active any more stays: what he did keeps its name.
-- The department is taken where it is called as the warehouse calls it.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  u.id AS employee_id,
  -- A role that was renamed after the user makes a new version of him.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(v.at, if(u.is_last, r.synced, NULL)), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  u.name,
  CASE WHEN replace(lower(x.department), ' ', '_') IN ('marketing', 'inside_sales', 'field_sales', 'customer_success')
    THEN replace(lower(x.department), ' ', '_') END AS department,
  r.name AS team,
  x.manager_id,
  lower(x._fivetran_deleted) = 'true' OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'department STRING, manager_id STRING, user_role_id STRING, _fivetran_deleted STRING, _fivetran_active STRING,
       _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input)) u
LEFT JOIN (
  SELECT id, max(name) AS name, max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
  FROM roles GROUP BY id) r ON r.id = x.user_role_id
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(u._fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
