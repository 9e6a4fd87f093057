-- One row per version of a product. Prices stand in price books, of which a product may have several: none is taken.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS product_id,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  name,
  x.family,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'family STRING, is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING,
       _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
