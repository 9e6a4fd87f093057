-- One row per version of a contact. A contact merged into another is named by the audit of merges or by the survivor's own list.
-- Times are text in UTC, or the API's milliseconds since 1970; one in January 1970 is seconds that were read as milliseconds.
WITH
  contacts AS (
    SELECT *, from_json(to_json(struct(*)),
      'property_email STRING, property_firstname STRING, property_lastname STRING, property_phone STRING,
       property_company STRING, property_jobtitle STRING, property_associatedcompanyid STRING,
       property_hs_analytics_source STRING, property_hubspot_owner_id STRING, property_createdate STRING,
       property_hs_merged_object_ids STRING, is_deleted STRING, _fivetran_deleted STRING, archived STRING') AS x
    FROM input),
  named AS (
    SELECT canonical_vid AS survivor, vid_to_merge AS merged, _fivetran_synced AS synced FROM merges
    UNION ALL
    SELECT id, trim(merged), _fivetran_synced
    FROM contacts LATERAL VIEW explode(split(x.property_hs_merged_object_ids, ';')) AS merged),
  merge_of AS (
    SELECT merged, max_by(survivor, struct(try_cast(synced AS TIMESTAMP) AS at, survivor)) AS survivor,
      max_by(synced, try_cast(synced AS TIMESTAMP)) AS synced
    FROM named
    WHERE merged <> survivor
    GROUP BY merged)
SELECT
  c.id AS lead_id,
  transform(array(x.property_createdate), t -> CASE
    WHEN t RLIKE '^[0-9]{13}$' THEN CAST(timestamp_millis(try_cast(t AS BIGINT)) AS STRING) || 'Z'
    WHEN date_trunc('MONTH', try_cast(t AS TIMESTAMP)) = TIMESTAMP'1970-01-01 00:00:00'
      THEN CAST(timestamp_micros(unix_micros(try_cast(t AS TIMESTAMP)) * 1000) AS STRING) || 'Z'
    ELSE trim(TRAILING 'Z' FROM t) || 'Z' END)[0] AS created_at,
  trim(TRAILING 'Z' FROM CASE WHEN try_cast(m.synced AS TIMESTAMP) > try_cast(c._fivetran_synced AS TIMESTAMP)
    THEN m.synced ELSE c._fivetran_synced END) || 'Z' AS updated_at,
  x.property_email AS email,
  nullif(concat_ws(' ', x.property_firstname, x.property_lastname), '') AS full_name,
  x.property_phone AS phone,
  x.property_company AS company,
  x.property_jobtitle AS title,
  x.property_associatedcompanyid AS account_id,
  -- HubSpot's own kinds of sources, in the words of the channel rules.
  CASE x.property_hs_analytics_source WHEN 'DIRECT_TRAFFIC' THEN '(direct)' ELSE lower(x.property_hs_analytics_source) END AS source,
  CASE x.property_hs_analytics_source
    WHEN 'ORGANIC_SEARCH' THEN 'organic' WHEN 'PAID_SEARCH' THEN 'cpc' WHEN 'EMAIL_MARKETING' THEN 'email'
    WHEN 'SOCIAL_MEDIA' THEN 'social' WHEN 'PAID_SOCIAL' THEN 'paid' WHEN 'REFERRALS' THEN 'referral'
    WHEN 'AI_REFERRALS' THEN 'referral' WHEN 'DIRECT_TRAFFIC' THEN '(none)' END AS medium,
  x.property_hubspot_owner_id AS owner_id,
  m.survivor AS merged_into_id,
  'true' IN (lower(x.is_deleted), lower(x._fivetran_deleted), lower(x.archived)) AS is_deleted
FROM contacts c
LEFT JOIN merge_of m ON m.merged = c.id
