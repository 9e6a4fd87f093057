-- One row per company; several may share a postal code of their own.
SELECT
  concat(postal_code, ' ', name) AS account_id,
  name,
  'JP' AS country,
  prefecture AS region
FROM input
