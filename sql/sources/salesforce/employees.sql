-- One row per version of a user; the role is the team. A user who is not active any more stays: what he did keeps its name.
-- The department is taken where it is called as the warehouse calls it.
SELECT
  u.id AS employee_id,
  -- A role that was renamed after the user makes a new version of him.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(coalesce(x._fivetran_start, u._fivetran_synced), r.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  u.name,
  CASE WHEN replace(lower(x.department), ' ', '_') IN ('marketing', 'inside_sales', 'field_sales', 'customer_success')
    THEN replace(lower(x.department), ' ', '_') END AS department,
  r.name AS team,
  x.manager_id,
  lower(x._fivetran_deleted) = 'true' OR lower(x._fivetran_active) = 'false' AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'department STRING, manager_id STRING, user_role_id STRING, _fivetran_deleted STRING, _fivetran_active STRING,
     _fivetran_start STRING') AS x
  FROM input) u
LEFT JOIN (
  SELECT id, max(name) AS name, max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
  FROM roles GROUP BY id) r ON r.id = x.user_role_id
