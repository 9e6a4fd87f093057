-- One row per employee and stretch of time, gaps after a deletion included (employee_key -1), with the team of
-- that time, else the first known later.
WITH
stretches AS (
  SELECT
    employee_id,
    valid_from AS from_at,
    coalesce(valid_to, TIMESTAMP '9999-12-31 00:00:00') AS to_at,
    employee_key,
    first_value(team) IGNORE NULLS OVER from_here_on AS team
  FROM dim_employee
  WHERE employee_id IS NOT NULL
  WINDOW from_here_on AS (
    PARTITION BY employee_id ORDER BY valid_from ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
  )
),
stretches_and_next AS (
  SELECT
    *,
    lead(struct(from_at, team)) OVER (PARTITION BY employee_id ORDER BY from_at) AS following
  FROM stretches
)
SELECT employee_id, from_at, to_at, employee_key, team
FROM stretches
UNION ALL
SELECT
  employee_id,
  to_at,
  coalesce(following.from_at, TIMESTAMP '9999-12-31 00:00:00'),
  CAST(-1 AS BIGINT),
  following.team
FROM stretches_and_next
WHERE to_at < coalesce(following.from_at, TIMESTAMP '9999-12-31 00:00:00')
