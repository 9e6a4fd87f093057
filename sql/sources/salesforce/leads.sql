-- One row per version of a lead. What an organisation's export may lack is asked of x, where it is NULL then.
-- The status is told by the export's own flag alone: its labels are each organisation's own.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS lead_id,
  trim(TRAILING 'Z' FROM created_date) || 'Z' AS created_at,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  x.email,
  x.name AS full_name,
  coalesce(x.phone, x.mobile_phone) AS phone,
  x.company,
  x.title,
  x.converted_account_id AS account_id,
  x.lead_source AS source,
  x.owner_id,
  CASE lower(is_converted) WHEN 'true' THEN 'qualified' ELSE 'open' END AS status,
  -- Salesforce deletes the lead that lost a merge and names the survivor in it.
  x.master_record_id AS merged_into_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'email STRING, name STRING, phone STRING, mobile_phone STRING, company STRING, title STRING,
       converted_account_id STRING, lead_source STRING, owner_id STRING, master_record_id STRING, is_deleted STRING,
       _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
