-- check merge_cycle (warning): Accounts are merged into each other in a circle, so that none survives: they stay unmerged.
-- Correct merged_into_id of one of them.
WITH RECURSIVE
merges AS (
  SELECT account_id, version.merged_into_id
  FROM (
    SELECT
      account_id,
      MAX(
        STRUCT(
          updated_at, is_deleted, name, industry, employee_count, country, region, parent_account_id, merged_into_id
        )
      ) AS version
    FROM raw.accounts
    GROUP BY account_id
  )
  WHERE version.merged_into_id IS NOT NULL
),

followed (account_id, reached_id, steps) AS (
  SELECT account_id, merged_into_id, 1 FROM merges
  UNION ALL
  SELECT followed.account_id, merges.merged_into_id, followed.steps + 1
  FROM followed
  JOIN merges ON merges.account_id = followed.reached_id
  WHERE followed.reached_id <> followed.account_id AND followed.steps < 50
)

SELECT account_id, steps AS circle_length
FROM followed
WHERE reached_id = account_id;
