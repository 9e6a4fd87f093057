-- One row per version of an e-mail campaign.
SELECT
  id AS campaign_id,
  trim(TRAILING 'Z' FROM _fivetran_synced) || 'Z' AS updated_at,
  coalesce(name, subject) AS name,
  'email' AS medium
FROM input
