-- One row per session of an exported table: events of one visitor (user_pseudo_id) under one param_ga_session_id; events
-- without either are no visit. Source, medium, campaign and content are the session's own: those of its first event that names any
-- of the first three.
WITH
  named AS (
    SELECT
      user_pseudo_id,
      name,
      param_ga_session_id AS session_id,
      CASE
      WHEN timestamp RLIKE '^[0-9]{16}$' THEN timestamp_micros(try_cast(timestamp AS BIGINT))
      WHEN timestamp RLIKE '^[0-9]{13}$' THEN timestamp_millis(try_cast(timestamp AS BIGINT))
      ELSE try_cast(timestamp AS TIMESTAMP) END AS at,
      from_json(to_json(struct(*)),
        'device_category STRING, geo_country STRING, collected_traffic_source_manual_source STRING,
         collected_traffic_source_manual_medium STRING, collected_traffic_source_manual_campaign_name STRING,
         collected_traffic_source_manual_content STRING, param_source STRING, param_medium STRING, param_campaign STRING,
         param_content STRING') AS x
    FROM input
    -- Where the columns are named by their places, the header is a row.
    WHERE _fivetran_id <> '_fivetran_id'),
  sessions AS (
    SELECT *,
      x.device_category AS device,
      x.geo_country AS country,
      CASE WHEN session_id RLIKE '^[0-9]{10}$' THEN timestamp_seconds(try_cast(session_id AS BIGINT)) END AS begun,
      -- What was collected may lack a campaign that the event's parameters name; where they are of another source, it has none.
      x.param_source <> x.collected_traffic_source_manual_source OR x.param_medium <> x.collected_traffic_source_manual_medium
        AS is_of_another_source,
      CASE
        WHEN coalesce(x.collected_traffic_source_manual_source, x.collected_traffic_source_manual_medium,
            x.collected_traffic_source_manual_campaign_name) IS NOT NULL
          THEN struct(x.collected_traffic_source_manual_source AS source, x.collected_traffic_source_manual_medium AS medium,
            coalesce(x.collected_traffic_source_manual_campaign_name, if(is_of_another_source, NULL, x.param_campaign)) AS campaign,
            coalesce(x.collected_traffic_source_manual_content, if(is_of_another_source, NULL, x.param_content)) AS content)
        WHEN coalesce(x.param_source, x.param_medium, x.param_campaign) IS NOT NULL
          THEN struct(x.param_source AS source, x.param_medium AS medium, x.param_campaign AS campaign,
            x.param_content AS content) END AS came
    FROM named)
SELECT
  user_pseudo_id || '.' || session_id AS visit_id,
  user_pseudo_id AS visitor_id,
  coalesce(any_value(begun), min(at)) AS started_at,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).source, '(not set)') AS source,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).medium, '(not set)') AS medium,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).campaign, '(not set)') AS campaign_id,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).content, '(not set)') AS content_id,
  min_by(device, at) AS device,
  min_by(country, at) AS country,
  count_if(name IN ('page_view', 'screen_view')) AS page_views,
  CAST(unix_seconds(max(at)) - unix_seconds(min(at)) AS BIGINT) AS duration_seconds
FROM sessions
WHERE at IS NOT NULL AND user_pseudo_id IS NOT NULL AND session_id IS NOT NULL
GROUP BY user_pseudo_id, session_id
-- A session over midnight is in two daily tables. Its id is the second it began: one that began before a table's first event
-- is the visit of the day before, unless it says that it started here (the first of a day may do so a second later).
HAVING any_value(begun) IS NULL
  OR count_if(name = 'session_start') > 0
  OR any_value(begun) >= (SELECT date_trunc('SECOND', min(at)) FROM sessions WHERE at IS NOT NULL)
