-- One row per account and stretch of time, gaps after a deletion included (account_key -1), with industry and region of
-- that time, else the first known later.
WITH
stretches AS (
  SELECT
    account_id,
    valid_from AS from_at,
    coalesce(valid_to, TIMESTAMP '9999-12-31 00:00:00') AS to_at,
    account_key,
    first_value(industry) IGNORE NULLS OVER from_here_on AS industry,
    first_value(region) IGNORE NULLS OVER from_here_on AS region
  FROM dim_account
  WHERE account_id IS NOT NULL
  WINDOW from_here_on AS (
    PARTITION BY account_id ORDER BY valid_from ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
  )
),
stretches_and_next AS (
  SELECT
    *,
    lead(struct(from_at, industry, region)) OVER (PARTITION BY account_id ORDER BY from_at) AS following
  FROM stretches
)
SELECT account_id, from_at, to_at, account_key, industry, region
FROM stretches
UNION ALL
SELECT
  account_id,
  to_at,
  coalesce(following.from_at, TIMESTAMP '9999-12-31 00:00:00'),
  CAST(-1 AS BIGINT),
  following.industry,
  following.region
FROM stretches_and_next
WHERE to_at < coalesce(following.from_at, TIMESTAMP '9999-12-31 00:00:00')
