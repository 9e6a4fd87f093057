-- One row per meeting record that is not deleted.
SELECT
  m.meeting_id,
  m.opportunity_id,
  m.updated_at,
  m.rep_id,
  m.scheduled_at,
  m.held_at,
  m.format,
  m.outcome,
  m.next_step,
  business_date(m.scheduled_at) AS scheduled_date,
  date_key(business_date(m.scheduled_at)) AS scheduled_date_key,
  business_date(m.held_at) AS held_date,
  date_key(business_date(m.held_at)) AS held_date_key,
  coalesce(k.kind, 'new') AS kind,
  coalesce(
    business_date(m.held_at) <= :as_of AND coalesce(m.outcome, 'held') NOT IN ('no_show', 'cancelled'),
    FALSE
  ) AS is_held,
  h.first_held.meeting_id <=> m.meeting_id AS is_first_held,
  o.account_id,
  o.product_id,
  o.attributed_source,
  o.attributed_medium,
  o.attributed_campaign_id,
  o.attributed_content_id,
  o.channel,
  b.industry,
  b.region,
  e.team,
  id_key(o.channel) AS channel_key,
  id_key(o.attributed_campaign_id) AS campaign_key,
  id_key(o.attributed_content_id) AS content_key,
  coalesce(b.account_key, -1) AS account_key,
  coalesce(e.employee_key, -1) AS employee_key,
  id_key(o.product_id) AS product_key,
  trunc(business_date(coalesce(m.held_at, m.scheduled_at)), 'MM') AS meeting_month
FROM latest_meetings AS m
LEFT JOIN opportunity_unit AS k ON k.opportunity_id = m.opportunity_id
LEFT JOIN opportunity_unit AS o ON o.opportunity_id = m.opportunity_id AND o.is_linkable
LEFT JOIN held_meeting AS h ON h.opportunity_id = m.opportunity_id
LEFT JOIN employee_at AS e
  ON e.employee_id = m.rep_id
  AND e.from_at <= coalesce(m.held_at, m.scheduled_at, m.updated_at)
  AND coalesce(m.held_at, m.scheduled_at, m.updated_at) < e.to_at
LEFT JOIN account_at AS b
  ON b.account_id = o.account_id
  AND b.from_at <= coalesce(m.held_at, m.scheduled_at, m.updated_at)
  AND coalesce(m.held_at, m.scheduled_at, m.updated_at) < b.to_at
WHERE NOT m.is_deleted
