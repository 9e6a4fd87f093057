-- One row per version of an account. Salesforce deletes the account that lost a merge and names the survivor in it.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS account_id,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  name,
  x.industry,
  x.number_of_employees AS employee_count,
  coalesce(x.billing_country_code, x.billing_country) AS country,
  coalesce(x.billing_state, x.billing_state_code) AS region,
  x.parent_id AS parent_account_id,
  x.master_record_id AS merged_into_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'industry STRING, number_of_employees STRING, billing_country_code STRING, billing_country STRING,
       billing_state STRING, billing_state_code STRING, parent_id STRING, master_record_id STRING, is_deleted STRING,
       _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
