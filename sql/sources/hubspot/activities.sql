-- One row per call, e-mail, note or task. Of several deals, contacts or companies the one that HubSpot knew first.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
SELECT
  i.engagement_id AS activity_id,
  transform(array(coalesce(x.property_hs_timestamp, x.property_hs_createdate)), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS occurred_at,
  -- An association that came or went after the activity makes a new version of it.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(i._fivetran_synced, c.synced, d.synced, y.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  lower(x.type) AS kind,
  c.id AS lead_id,
  d.id AS opportunity_id,
  y.id AS account_id,
  x.property_hubspot_owner_id AS employee_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_deleted
FROM (
  SELECT *, from_json(to_json(struct(*)),
    'type STRING, property_hs_timestamp STRING, property_hs_createdate STRING, property_hubspot_owner_id STRING,
     is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
  FROM input) i
LEFT JOIN (
  SELECT engagement_id,
    min_by(contact_id, struct(length(contact_id), contact_id)) FILTER (WHERE lower(coalesce(_fivetran_deleted, 'false')) <> 'true') AS id,
    max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
  FROM contacts GROUP BY engagement_id) c USING (engagement_id)
LEFT JOIN (
  SELECT engagement_id,
    min_by(deal_id, struct(length(deal_id), deal_id)) FILTER (WHERE lower(coalesce(_fivetran_deleted, 'false')) <> 'true') AS id,
    max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
  FROM deals GROUP BY engagement_id) d USING (engagement_id)
LEFT JOIN (
  SELECT engagement_id,
    min_by(company_id, struct(length(company_id), company_id)) FILTER (WHERE lower(coalesce(_fivetran_deleted, 'false')) <> 'true') AS id,
    max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
  FROM companies GROUP BY engagement_id) y USING (engagement_id)
