-- One row per version of a deal of HubSpot's, which is an opportunity until it is won. What its stage means is told by the table of
-- stages (closed_won, is_closed), whatever the stages are called; a stage that is not there is NULL. A deal merged into
-- another is deleted.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
WITH
  contact_of AS (
    -- Of several contacts the one that HubSpot knew first: its ids count upwards. A removed one still tells when it went.
    SELECT deal_id,
      min_by(contact_id, struct(length(contact_id), contact_id))
        FILTER (WHERE lower(coalesce(_fivetran_deleted, 'false')) <> 'true') AS contact_id,
      max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
    FROM contacts GROUP BY deal_id),
  company_of AS (
    SELECT deal_id,
      min_by(company_id, struct(length(company_id), company_id))
        FILTER (WHERE lower(coalesce(_fivetran_deleted, 'false')) <> 'true') AS company_id,
      max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
    FROM companies GROUP BY deal_id),
  merge_of AS (
    SELECT merged_deal_id, max_by(_fivetran_synced, try_cast(_fivetran_synced AS TIMESTAMP)) AS synced
    FROM merges WHERE merged_deal_id <> deal_id GROUP BY merged_deal_id),
  stage_of AS (
    SELECT stage_id, max(label) AS label, max(lower(closed_won)) = 'true' AS is_won, max(lower(is_closed)) = 'true' AS is_closed
    FROM stages GROUP BY stage_id)
SELECT
  d.deal_id AS opportunity_id,
  d.times[0] AS created_at,
  -- An association or a merge that came or went after the deal makes a new version of it. An export that tells no time of
  -- its own is as of its dt.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(coalesce(x._fivetran_synced, x.property_hs_lastmodifieddate, CAST(d._dt AS STRING) || ' 00:00:00'), c.synced, y.synced, m.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  c.contact_id AS lead_id,
  y.company_id AS account_id,
  x.property_dealname AS name,
  x.owner_id,
  x.owner_id AS field_owner_id,
  x.property_amount AS amount,
  x.property_deal_currency_code AS currency,
  CASE WHEN s.is_won THEN 'won' WHEN s.is_closed THEN 'lost' WHEN s.stage_id IS NOT NULL THEN 'open' END AS stage,
  coalesce(s.label, x.deal_pipeline_stage_id) AS stage_name,
  -- The day in UTC: of an open deal only a day is known at all.
  CASE WHEN (s.is_won OR s.is_closed) IS NOT TRUE AND year(try_cast(d.times[1] AS TIMESTAMP)) < 2200
    THEN CAST(try_cast(d.times[1] AS TIMESTAMP) AS DATE) END AS expected_close_date,
  CASE WHEN s.is_won OR s.is_closed THEN d.times[1] END AS closed_at,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) OR m.merged_deal_id IS NOT NULL AS is_deleted
FROM (
  SELECT *, transform(array(x.property_createdate, x.property_closedate), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END) AS times
  FROM (
    SELECT *, from_json(to_json(struct(*)),
      'property_createdate STRING, property_closedate STRING, property_dealname STRING, property_amount STRING,
       property_deal_currency_code STRING, owner_id STRING, deal_pipeline_stage_id STRING,
       _fivetran_synced STRING, property_hs_lastmodifieddate STRING,
       is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
    FROM input)) d
LEFT JOIN contact_of c ON c.deal_id = d.deal_id
LEFT JOIN company_of y ON y.deal_id = d.deal_id
LEFT JOIN merge_of m ON m.merged_deal_id = d.deal_id
LEFT JOIN stage_of s ON s.stage_id = x.deal_pipeline_stage_id
