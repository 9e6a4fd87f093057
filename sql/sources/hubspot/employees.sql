-- One row per version of an owner; the team is the primary one, else the first by name. An archived owner's row ends there:
-- what he did keeps its name.
SELECT
  o.owner_id AS employee_id,
  trim(TRAILING 'Z' FROM o._fivetran_synced) || 'Z' AS updated_at,
  nullif(concat_ws(' ', x.first_name, x.last_name), '') AS name,
  t.name AS team,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'first_name STRING, last_name STRING, is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
  FROM input) o
LEFT JOIN (
  SELECT owner_teams.owner_id, min_by(teams.name, struct(coalesce(lower(is_team_primary), 'false') <> 'true', teams.name)) AS name
  FROM owner_teams JOIN teams ON teams.id = owner_teams.team_id
  GROUP BY owner_teams.owner_id) t ON t.owner_id = o.owner_id
