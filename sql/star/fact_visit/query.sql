-- One row per visit that is not deleted, with the channel of what it names itself.
SELECT
  v.visit_id,
  v.visitor_id,
  v.started_at,
  v.source,
  v.medium,
  v.campaign_id,
  v.content_id,
  v.landing_page,
  v.referrer,
  v.device,
  v.country,
  v.page_views,
  v.duration_seconds,
  v.updated_at,
  business_date(v.started_at) AS started_date,
  date_key(business_date(v.started_at)) AS started_date_key,
  coalesce(channel_of(v.source, v.medium, coalesce(c.name, v.campaign_id), c.channel), 'direct') AS channel,
  id_key(v.visitor_id) AS visitor_key,
  id_key(coalesce(channel_of(v.source, v.medium, coalesce(c.name, v.campaign_id), c.channel), 'direct')) AS channel_key,
  id_key(v.campaign_id) AS campaign_key,
  id_key(v.content_id) AS content_key,
  trunc(business_date(v.started_at), 'MM') AS started_month
FROM latest_visits AS v
LEFT JOIN campaign_names AS c ON c.campaign_id = v.campaign_id
WHERE NOT v.is_deleted
