-- One row per lead that is not deleted.
WITH
visitors AS (
  SELECT lead_id, array_sort(collect_set(visitor_id)) AS visitor_ids
  FROM visitors_of_lead
  GROUP BY lead_id
),
merged_leads AS (
  SELECT survivor_id AS lead_id, array_sort(collect_set(lead_id)) AS merged_lead_ids
  FROM lead_survivors
  WHERE survivor_id <> lead_id
  GROUP BY survivor_id
),
visits_before AS (
  SELECT
    l.lead_id,
    count(*) AS visit_count,
    count_if(v.started_at >= l.created_at - make_dt_interval(:lookback_days)) AS touch_count
  FROM visitors_of_lead AS n
  JOIN lead_unit AS l ON l.lead_id = n.lead_id
  JOIN visits_of_visitors AS v ON v.visitor_id = n.visitor_id AND v.started_at <= l.created_at
  GROUP BY l.lead_id
),
activities_before AS (
  SELECT l.lead_id, count(*) AS touch_count
  FROM latest_activities AS a
  LEFT JOIN lead_survivors AS s ON s.lead_id = a.lead_id
  JOIN lead_unit AS l ON l.lead_id = coalesce(s.survivor_id, a.lead_id)
  WHERE
    NOT a.is_deleted
    AND a.campaign_id IS NOT NULL
    AND a.occurred_at <= l.created_at
    AND a.occurred_at >= l.created_at - make_dt_interval(:lookback_days)
  GROUP BY l.lead_id
)
SELECT
  l.lead_id,
  l.created_at,
  l.updated_at,
  l.visitor_id,
  l.email_hash,
  l.company,
  l.title,
  l.account_id,
  l.source,
  l.medium,
  l.campaign_id,
  l.content_id,
  l.interest,
  l.status,
  l.owner_id,
  l.handed_over_at,
  l.first_contacted_at,
  l.disqualified_at,
  l.disqualified_reason,
  l.recycled_at,
  l.recycled_reason,
  l.merged_into_id,
  business_date(l.created_at) AS created_date,
  date_key(business_date(l.created_at)) AS created_date_key,
  l.entered_at,
  l.entered_date,
  date_key(l.entered_date) AS entered_date_key,
  l.first_visitor_id,
  coalesce(n.visitor_ids, array()) AS visitor_ids,
  coalesce(m.merged_lead_ids, array()) AS merged_lead_ids,
  o.first.opportunity_id,
  coalesce(v.visit_count, 0) AS visit_count_before,
  coalesce(v.touch_count, 0) + coalesce(a.touch_count, 0) AS touch_count_before,
  l.is_merged,
  l.is_in_merge_cycle,
  l.is_not_counted,
  l.is_disqualified,
  l.is_entered,
  l.attributed_source,
  l.attributed_medium,
  l.attributed_campaign_id,
  l.attributed_content_id,
  l.channel,
  l.industry,
  l.region,
  l.team,
  id_key(l.first_visitor_id) AS visitor_key,
  id_key(l.channel) AS channel_key,
  id_key(l.attributed_campaign_id) AS campaign_key,
  id_key(l.attributed_content_id) AS content_key,
  l.account_key,
  l.employee_key,
  CASE
    WHEN l.is_disqualified AND l.disqualified_reason IS NOT NULL THEN reason_key('disqualified', l.disqualified_reason)
    WHEN l.is_recycled AND l.recycled_reason IS NOT NULL THEN reason_key('recycled', l.recycled_reason)
    WHEN l.is_disqualified OR l.is_recycled THEN CAST(-1 AS BIGINT)
    ELSE CAST(-2 AS BIGINT)
  END AS reason_key,
  trunc(l.entered_date, 'MM') AS entered_month
FROM lead_unit AS l
LEFT JOIN first_opportunity AS o ON o.lead_id = l.lead_id
LEFT JOIN visitors AS n ON n.lead_id = l.lead_id
LEFT JOIN merged_leads AS m ON m.lead_id = l.lead_id
LEFT JOIN visits_before AS v ON v.lead_id = l.lead_id
LEFT JOIN activities_before AS a ON a.lead_id = l.lead_id
