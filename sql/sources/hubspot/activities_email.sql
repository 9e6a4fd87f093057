-- One row per event of an e-mail of a campaign: that it was sent, delivered, opened and so on. HubSpot names the recipient alone:
-- the lead is the contact of that address, of several the one that HubSpot knew first. A contact that changes is no new version
-- of the event: who becomes known later is found, since of two equally late versions the one that names a lead wins.
-- What HubSpot itself leaves out of its reports (filtered_event) is left out.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
SELECT
  i.id AS activity_id,
  transform(array(created), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS occurred_at,
  trim(TRAILING 'Z' FROM i._fivetran_synced) || 'Z' AS updated_at,
  lower(i.type) AS kind,
  c.id AS lead_id,
  i.email_campaign_id AS campaign_id
FROM input i
LEFT JOIN (
  SELECT lower(property_email) AS email, min_by(id, struct(length(id), id)) AS id
  FROM contacts
  WHERE ('true' IN (lower(is_deleted), lower(_fivetran_deleted), lower(archived))) IS NOT TRUE
  GROUP BY lower(property_email)) c ON c.email = lower(i.recipient)
WHERE (lower(filtered_event) = 'true') IS NOT TRUE
