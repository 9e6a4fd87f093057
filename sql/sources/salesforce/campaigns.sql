-- One row per version of a campaign. Its type is the medium, so that the channel rules know events, webinars and partners.
SELECT
  id AS campaign_id,
  trim(TRAILING 'Z' FROM coalesce(x._fivetran_start, _fivetran_synced)) || 'Z' AS updated_at,
  name,
  x.type AS medium,
  left(x.start_date, 10) AS started_on,
  CASE WHEN year(try_cast(x.end_date AS DATE)) < 2200 THEN left(x.end_date, 10) END AS ended_on,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR lower(x._fivetran_active) = 'false' AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'type STRING, start_date STRING, end_date STRING, is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING,
     _fivetran_start STRING') AS x
  FROM input)
