-- One row per state of an opportunity that the export's history keeps, from the instant it began. That the last one is open
-- until 9999-12-31 (or another far day) is not read: the next row ends it.
SELECT
  id AS opportunity_id,
  trim(TRAILING 'Z' FROM _fivetran_start) || 'Z' AS changed_at,
  stage_name,
  trim(TRAILING 'Z' FROM _fivetran_synced) || 'Z' AS updated_at,
  x.amount,
  x.currency_iso_code AS currency,
  CASE WHEN year(try_cast(x.close_date AS DATE)) < 2200 THEN left(x.close_date, 10) END AS expected_close_date,
  x.owner_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'amount STRING, currency_iso_code STRING, close_date STRING, owner_id STRING, is_deleted STRING,
     _fivetran_deleted STRING') AS x
  FROM input)
