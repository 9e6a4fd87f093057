-- One row per version of a deal of HubSpot's: the deal it is while its stage is one that closes as won. One that is not, or no
-- longer, is a deletion, so that a deal that was opened again goes. Of one in a stage that nothing is known of, nothing is told.
-- Its term and its renewals are in no standard table.
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
  d.deal_id,
  -- What was never won was signed on no day: a deletion takes any that the feed allows.
  CASE WHEN s.is_won THEN d.times[1] ELSE d.times[0] END AS signed_at,
  -- An association or a merge that came or went after the deal makes a new version of it. An export that tells no time of
  -- its own is as of its dt.
  trim(TRAILING 'Z' FROM array_max(transform(
    filter(array(coalesce(x._fivetran_synced, x.property_hs_lastmodifieddate, CAST(d._dt AS STRING) || ' 00:00:00'), c.synced, y.synced, m.synced), t -> t IS NOT NULL),
    t -> struct(try_cast(t AS TIMESTAMP) AS at, t AS written))).written) || 'Z' AS updated_at,
  d.deal_id AS opportunity_id,
  c.contact_id AS lead_id,
  y.company_id AS account_id,
  x.owner_id AS rep_id,
  x.property_amount AS amount,
  x.property_deal_currency_code AS currency,
  s.is_won IS NOT TRUE OR d.is_gone OR m.merged_deal_id IS NOT NULL AS is_deleted
FROM (
  SELECT *, transform(array(x.property_createdate, x.property_closedate), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END) AS times,
    'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_gone
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
WHERE s.is_won IS NOT NULL OR d.is_gone OR m.merged_deal_id IS NOT NULL
