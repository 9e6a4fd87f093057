-- One row per stage and unit that has entered, with the earliest entry of its descendants in each later stage by any link.
WITH
renewals_of_deals AS (
  SELECT deal_id, min(due_date) AS renewal_date
  FROM renewal_unit
  WHERE is_entered
  GROUP BY deal_id
),
deals AS (
  SELECT
    d.deal_id,
    d.opportunity_id,
    d.linked_lead_id AS lead_id,
    CASE WHEN d.is_entered THEN d.signed_date END AS deal_date,
    n.renewal_date
  FROM deal_unit AS d
  LEFT JOIN renewals_of_deals AS n ON n.deal_id = d.deal_id
  WHERE d.is_linkable
),
deals_of_opportunities AS (
  SELECT opportunity_id, min(deal_date) AS deal_date, min(renewal_date) AS renewal_date
  FROM deals
  WHERE opportunity_id IS NOT NULL
  GROUP BY opportunity_id
),
opportunities AS (
  SELECT
    o.opportunity_id,
    o.upstream_lead_id AS lead_id,
    CASE WHEN o.is_entered THEN o.created_date END AS opportunity_date,
    m.entered_date AS meeting_date,
    d.deal_date,
    d.renewal_date
  FROM opportunity_unit AS o
  LEFT JOIN meeting_unit AS m ON m.opportunity_id = o.opportunity_id
  LEFT JOIN deals_of_opportunities AS d ON d.opportunity_id = o.opportunity_id
  WHERE o.is_linkable
),
linked_to_leads AS (
  SELECT lead_id, opportunity_date, meeting_date, deal_date, renewal_date
  FROM opportunities
  WHERE lead_id IS NOT NULL
  UNION ALL
  SELECT lead_id, CAST(NULL AS DATE), CAST(NULL AS DATE), deal_date, renewal_date
  FROM deals
  WHERE lead_id IS NOT NULL
),
descendants_of_leads AS (
  SELECT
    lead_id,
    min(opportunity_date) AS opportunity_date,
    min(meeting_date) AS meeting_date,
    min(deal_date) AS deal_date,
    min(renewal_date) AS renewal_date
  FROM linked_to_leads
  GROUP BY lead_id
),
leads AS (
  SELECT
    l.lead_id,
    l.entered_date AS lead_date,
    d.opportunity_date,
    d.meeting_date,
    d.deal_date,
    d.renewal_date
  FROM lead_unit AS l
  LEFT JOIN descendants_of_leads AS d ON d.lead_id = l.lead_id
  WHERE l.is_entered
)
SELECT
  'visitor' AS stage,
  n.visitor_id AS unit_id,
  min(l.lead_date) AS lead_date,
  min(l.opportunity_date) AS opportunity_date,
  min(l.meeting_date) AS meeting_date,
  min(l.deal_date) AS deal_date,
  min(l.renewal_date) AS renewal_date
FROM visitors_of_lead AS n
JOIN leads AS l ON l.lead_id = n.lead_id
GROUP BY n.visitor_id
UNION ALL
SELECT 'lead', lead_id, CAST(NULL AS DATE), opportunity_date, meeting_date, deal_date, renewal_date
FROM leads
UNION ALL
SELECT 'opportunity', opportunity_id, CAST(NULL AS DATE), CAST(NULL AS DATE), meeting_date, deal_date, renewal_date
FROM opportunities
WHERE opportunity_date IS NOT NULL
UNION ALL
SELECT
  'meeting', m.opportunity_id, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE), d.deal_date, d.renewal_date
FROM meeting_unit AS m
LEFT JOIN deals_of_opportunities AS d ON d.opportunity_id = m.opportunity_id
UNION ALL
SELECT
  'deal', deal_id, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE), renewal_date
FROM deals
WHERE deal_date IS NOT NULL
