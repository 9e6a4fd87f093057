-- One row per lead that is not deleted, with what it inherits from its earliest visitor.
WITH
lead_visitors_of_survivors AS (
  SELECT DISTINCT
    coalesce(s.survivor_id, n.lead_id) AS lead_id,
    n.visitor_id
  FROM lead_visitors AS n
  LEFT JOIN lead_survivors AS s ON s.lead_id = n.lead_id
),
first_visitors AS (
  SELECT
    n.lead_id,
    min_by(struct(v.*), struct(v.first_visit_at, v.visitor_id)) AS visitor
  FROM lead_visitors_of_survivors AS n
  JOIN dim_visitor AS v ON v.visitor_id = n.visitor_id
  GROUP BY n.lead_id
),
leads AS (
  SELECT
    l.* EXCEPT (account_id, merged_into_id),
    coalesce(a.survivor_id, l.account_id) AS account_id,
    s.survivor_id AS merged_into_id,
    s.survivor_id IS NOT NULL AS is_merged,
    l.merged_into_id IS NOT NULL AND s.survivor_id IS NULL AS is_in_merge_cycle,
    coalesce(
      (l.status = 'disqualified' OR (l.status IS NULL AND l.disqualified_at IS NOT NULL))
      AND (l.disqualified_at IS NULL OR business_date(l.disqualified_at) <= :as_of),
      FALSE
    ) AS is_disqualified,
    is_disqualified
    AND coalesce(is_not_counted_reason(l.disqualified_reason), FALSE) AS is_not_counted,
    coalesce(business_date(l.recycled_at) <= :as_of, l.status = 'recycled', FALSE) AS is_recycled,
    CASE :lead_enters WHEN 'handed_over_at' THEN coalesce(l.handed_over_at, l.created_at) ELSE l.created_at END AS entered_at,
    coalesce(l.source, l.medium, l.campaign_id) IS NOT NULL AS names_source
  FROM latest_leads AS l
  LEFT JOIN lead_survivors AS s ON s.lead_id = l.lead_id
  LEFT JOIN account_survivors AS a ON a.account_id = l.account_id
  WHERE NOT l.is_deleted
),
leads_with_visitor AS (
  SELECT
    l.*,
    business_date(l.entered_at) AS entered_date,
    NOT l.is_merged AND NOT l.is_not_counted AND business_date(l.entered_at) <= :as_of AS is_entered,
    f.visitor,
    c.name AS campaign_name,
    c.channel AS campaign_channel
  FROM leads AS l
  LEFT JOIN first_visitors AS f ON f.lead_id = l.lead_id
  LEFT JOIN campaign_names AS c ON c.campaign_id = l.campaign_id
)
SELECT
  l.* EXCEPT (visitor, campaign_name, campaign_channel, names_source),
  l.visitor.visitor_id AS first_visitor_id,
  l.visitor.first_visit_date AS first_visitor_date,
  CASE WHEN l.names_source THEN l.source ELSE l.visitor.source END AS attributed_source,
  CASE WHEN l.names_source THEN l.medium ELSE l.visitor.medium END AS attributed_medium,
  CASE WHEN l.names_source THEN l.campaign_id ELSE l.visitor.campaign_id END AS attributed_campaign_id,
  coalesce(l.content_id, l.visitor.content_id) AS attributed_content_id,
  CASE
    WHEN l.names_source THEN channel_of(l.source, l.medium, coalesce(l.campaign_name, l.campaign_id), l.campaign_channel)
    ELSE l.visitor.channel
  END AS channel,
  e.team,
  coalesce(e.employee_key, -1) AS employee_key,
  b.industry,
  b.region,
  coalesce(b.account_key, -1) AS account_key
FROM leads_with_visitor AS l
LEFT JOIN employee_at AS e ON e.employee_id = l.owner_id AND e.from_at <= l.entered_at AND l.entered_at < e.to_at
LEFT JOIN account_at AS b ON b.account_id = l.account_id AND b.from_at <= l.entered_at AND l.entered_at < b.to_at
