-- One row per version of an account. Salesforce deletes the account that lost a merge and names the survivor in it.
SELECT
  id AS account_id,
  trim(TRAILING 'Z' FROM coalesce(x._fivetran_start, _fivetran_synced)) || 'Z' AS updated_at,
  name,
  x.industry,
  x.number_of_employees AS employee_count,
  coalesce(x.billing_country_code, x.billing_country) AS country,
  coalesce(x.billing_state, x.billing_state_code) AS region,
  x.parent_id AS parent_account_id,
  x.master_record_id AS merged_into_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR lower(x._fivetran_active) = 'false' AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'industry STRING, number_of_employees STRING, billing_country_code STRING, billing_country STRING, billing_state STRING,
     billing_state_code STRING, parent_id STRING, master_record_id STRING, is_deleted STRING, _fivetran_deleted STRING,
     _fivetran_active STRING, _fivetran_start STRING') AS x
  FROM input)
