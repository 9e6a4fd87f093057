-- One row per version of an opportunity. Won, lost and open are what is_won and is_closed say, whatever the stages are
-- called. CloseDate is a day, not an instant: it is the day in the warehouse's zone.
-- Where the export keeps history, a version is as of its start, and a record whose last one is not active any more was
-- deleted when that one ended.
WITH
  lead_of AS (
    -- A removed lead or line still tells when it went. What they are now belongs to the opportunity's last version.
    SELECT
      converted_opportunity_id,
      min_by(id, struct(try_cast(created_date AS TIMESTAMP), id))
        FILTER (WHERE ('true' IN (lower(is_deleted), lower(_fivetran_deleted))
          OR lower(_fivetran_active) = 'false') IS NOT TRUE) AS lead_id,
      max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
    FROM leads
    WHERE converted_opportunity_id IS NOT NULL
    GROUP BY converted_opportunity_id),
  product_of AS (
    -- The line that brings most stands for the opportunity.
    SELECT
      opportunity_id,
      max_by(product_2_id, struct(try_cast(total_price AS DECIMAL(18, 2)), id))
        FILTER (WHERE ('true' IN (lower(is_deleted), lower(_fivetran_deleted))
          OR lower(_fivetran_active) = 'false') IS NOT TRUE) AS product_id,
      max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
    FROM line_items
    GROUP BY opportunity_id)
SELECT
  o.id AS opportunity_id,
  trim(TRAILING 'Z' FROM o.created_date) || 'Z' AS created_at,
  -- A lead or a line that came or went after the opportunity makes a new version of it.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(v.at, l.synced, p.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  l.lead_id,
  x.account_id,
  x.name,
  x.lead_source AS source,
  x.campaign_id,
  x.owner_id,
  x.owner_id AS field_owner_id,
  p.product_id,
  o.amount,
  x.currency_iso_code AS currency,
  CASE WHEN lower(o.is_won) = 'true' THEN 'won' WHEN lower(o.is_closed) = 'true' THEN 'lost' ELSE 'open' END AS stage,
  o.stage_name,
  CASE WHEN ('true' IN (lower(o.is_won), lower(o.is_closed))) IS NOT TRUE AND year(try_cast(o.close_date AS DATE)) < 2200
    THEN left(o.close_date, 10) END AS expected_close_date,
  CASE WHEN 'true' IN (lower(o.is_won), lower(o.is_closed)) THEN left(o.close_date, 10) END AS closed_at,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted)) OR is_gone AS is_deleted
FROM (
  SELECT *, rank() OVER (PARTITION BY id ORDER BY try_cast(x._fivetran_start AS TIMESTAMP) DESC) = 1 AS is_last
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'account_id STRING, name STRING, lead_source STRING, campaign_id STRING, owner_id STRING, currency_iso_code STRING,
       is_deleted STRING, _fivetran_deleted STRING, _fivetran_active STRING, _fivetran_start STRING, _fivetran_end STRING') AS x
    FROM input)) o
LEFT JOIN lead_of l ON o.is_last AND l.converted_opportunity_id = o.id
LEFT JOIN product_of p ON o.is_last AND p.opportunity_id = o.id
LATERAL VIEW inline(CASE
  WHEN x._fivetran_start IS NULL THEN array(struct(o._fivetran_synced AS at, lower(x._fivetran_active) = 'false' AS is_gone))
  WHEN is_last AND lower(x._fivetran_active) = 'false'
    THEN array(struct(x._fivetran_start AS at, false AS is_gone), struct(x._fivetran_end AS at, true AS is_gone))
  ELSE array(struct(x._fivetran_start AS at, false AS is_gone)) END) v
