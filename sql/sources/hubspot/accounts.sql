-- One row per version of a company. The survivor of a merge lists the companies merged into it.
WITH
  companies AS (
    SELECT *, from_json(to_json(struct(*)),
      'property_name STRING, property_industry STRING, property_numberofemployees STRING, property_country STRING,
       property_state STRING, property_hs_parent_company_id STRING, property_hs_merged_object_ids STRING,
       is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
    FROM input),
  merge_of AS (
    SELECT trim(merged) AS merged, max(id) AS survivor
    FROM companies LATERAL VIEW explode(split(x.property_hs_merged_object_ids, ';')) AS merged
    WHERE trim(merged) <> id
    GROUP BY trim(merged))
SELECT
  c.id AS account_id,
  trim(TRAILING 'Z' FROM c._fivetran_synced) || 'Z' AS updated_at,
  x.property_name AS name,
  x.property_industry AS industry,
  x.property_numberofemployees AS employee_count,
  x.property_country AS country,
  x.property_state AS region,
  x.property_hs_parent_company_id AS parent_account_id,
  m.survivor AS merged_into_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_deleted
FROM companies c
LEFT JOIN merge_of m ON m.merged = c.id
