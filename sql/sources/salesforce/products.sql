-- One row per version of a product. Prices stand in price books, of which a product may have several: none is taken.
SELECT
  id AS product_id,
  trim(TRAILING 'Z' FROM coalesce(x._fivetran_start, _fivetran_synced)) || 'Z' AS updated_at,
  name,
  x.family,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR lower(x._fivetran_active) = 'false' AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'family STRING, is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING') AS x
  FROM input)
