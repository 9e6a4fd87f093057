-- One row per version of a campaign. Its type is the medium, so that the channel rules know events, webinars and partners.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
SELECT
  id AS campaign_id,
  trim(TRAILING 'Z' FROM v.at) || 'Z' AS updated_at,
  name,
  x.type AS medium,
  left(x.start_date, 10) AS started_on,
  CASE WHEN year(try_cast(x.end_date AS DATE)) < 2200 THEN left(x.end_date, 10) END AS ended_on,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'type STRING, start_date STRING, end_date STRING, is_deleted STRING, _fivetran_deleted STRING,
       _fivetran_active STRING, _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input))
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(_fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
