-- One row per session of a daily table: events of one visitor (user_pseudo_id) under one ga_session_id; events without either,
-- as of visitors who gave no consent, are no visit. Instants are microseconds since 1970. Source, medium,
-- campaign and content are the session's own: those of its first event that names any of the first three.
WITH
  events AS (
    SELECT from_json(to_json(struct(*)),
      'event_timestamp STRING, event_name STRING, user_pseudo_id STRING,
       event_params ARRAY<STRUCT<key: STRING, value: STRUCT<string_value: STRING, int_value: STRING>>>,
       device STRUCT<category: STRING>, geo STRUCT<country: STRING>,
       collected_traffic_source STRUCT<manual_source: STRING, manual_medium: STRING, manual_campaign_name: STRING,
         manual_content: STRING>') AS e
    FROM input),
  named AS (
    SELECT
      e.user_pseudo_id,
      e.event_name AS name,
      e.device.category AS device,
      e.geo.country AS country,
      e.collected_traffic_source AS collected,
      CASE
      WHEN e.event_timestamp RLIKE '^[0-9]{16}$' THEN timestamp_micros(try_cast(e.event_timestamp AS BIGINT))
      WHEN e.event_timestamp RLIKE '^[0-9]{13}$' THEN timestamp_millis(try_cast(e.event_timestamp AS BIGINT)) END AS at,
      get(filter(e.event_params, p -> p.key = 'ga_session_id'), 0).value.int_value AS session_number,
      get(filter(e.event_params, p -> p.key = 'ga_session_id'), 0).value.string_value AS session_text,
      get(filter(e.event_params, p -> p.key = 'source'), 0).value.string_value AS source,
      get(filter(e.event_params, p -> p.key = 'medium'), 0).value.string_value AS medium,
      get(filter(e.event_params, p -> p.key = 'campaign'), 0).value.string_value AS campaign,
      get(filter(e.event_params, p -> p.key = 'content'), 0).value.string_value AS content,
      get(filter(e.event_params, p -> p.key = 'page_location'), 0).value.string_value AS page,
      get(filter(e.event_params, p -> p.key = 'page_referrer'), 0).value.string_value AS referrer
    FROM events),
  sessions AS (
    SELECT *,
      coalesce(session_number, session_text) AS session_id,
      CASE WHEN coalesce(session_number, session_text) RLIKE '^[0-9]{10}$'
        THEN timestamp_seconds(try_cast(coalesce(session_number, session_text) AS BIGINT)) END AS begun,
      -- What was collected may lack a campaign that the event's parameters name; where they are of another source, it has none.
      source <> collected.manual_source OR medium <> collected.manual_medium AS is_of_another_source,
      CASE
        WHEN coalesce(collected.manual_source, collected.manual_medium, collected.manual_campaign_name) IS NOT NULL
          THEN struct(collected.manual_source AS source, collected.manual_medium AS medium,
            coalesce(collected.manual_campaign_name, if(is_of_another_source, NULL, campaign)) AS campaign,
            coalesce(collected.manual_content, if(is_of_another_source, NULL, content)) AS content)
        WHEN coalesce(source, medium, campaign) IS NOT NULL THEN struct(source, medium, campaign, content) END AS came
    FROM named)
SELECT
  user_pseudo_id || '.' || session_id AS visit_id,
  user_pseudo_id AS visitor_id,
  coalesce(any_value(begun), min(at)) AS started_at,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).source, '(not set)') AS source,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).medium, '(not set)') AS medium,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).campaign, '(not set)') AS campaign_id,
  nullif((min_by(came, at) FILTER (WHERE came IS NOT NULL)).content, '(not set)') AS content_id,
  min_by(page, at) FILTER (WHERE page IS NOT NULL) AS landing_page,
  min_by(referrer, at) FILTER (WHERE page IS NOT NULL) AS referrer,
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
