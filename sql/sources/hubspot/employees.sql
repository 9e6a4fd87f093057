-- One row per version of an owner; the team is the primary one, else the first by name. An archived owner's row ends there:
-- what he did keeps its name.
SELECT
  o.owner_id AS employee_id,
  -- A team that came or was renamed after the owner makes a new version of him.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(o._fivetran_synced, t.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  nullif(concat_ws(' ', x.first_name, x.last_name), '') AS name,
  t.name AS team,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'first_name STRING, last_name STRING, is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
  FROM input) o
LEFT JOIN (
  SELECT owner_teams.owner_id,
    min_by(teams.name, struct(coalesce(lower(is_team_primary), 'false') <> 'true', teams.name)) AS name,
    max_by(s.synced, try_cast(s.synced AS TIMESTAMP)) AS synced
  FROM owner_teams JOIN teams ON teams.id = owner_teams.team_id
  LATERAL VIEW explode(array(owner_teams._fivetran_synced, teams._fivetran_synced)) s AS synced
  GROUP BY owner_teams.owner_id) t ON t.owner_id = o.owner_id
