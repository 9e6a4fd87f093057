-- One row per deal of any kind, deleted ones included and flagged, with what it inherits from its opportunity, then its lead.
WITH
deals AS (
  SELECT
    d.* EXCEPT (lead_id, account_id, product_id, currency),
    coalesce(s.survivor_id, d.lead_id) AS lead_id,
    coalesce(a.survivor_id, d.account_id) AS own_account_id,
    d.product_id AS own_product_id,
    coalesce(d.currency, :base_currency) AS currency,
    business_date(d.signed_at) AS signed_date,
    NOT d.is_deleted AND business_date(d.signed_at) <= :as_of AS is_linkable
  FROM latest_deals AS d
  LEFT JOIN lead_survivors AS s ON s.lead_id = d.lead_id
  LEFT JOIN account_survivors AS a ON a.account_id = d.account_id
),
deals_with_ancestors AS (
  SELECT
    d.* EXCEPT (own_account_id, own_product_id),
    coalesce(d.own_account_id, o.account_id, l.account_id) AS account_id,
    coalesce(d.own_product_id, o.product_id) AS product_id,
    o.created_date AS opportunity_date,
    coalesce(o.upstream_lead_id, l.lead_id) AS ancestor_lead_id,
    l.lead_id AS linked_lead_id,
    m.opportunity_id AS upstream_id,
    -- of an opportunity of another kind, which is no unit of the stage, too
    coalesce(m.entered_date, business_date(o.first_meeting_at)) AS meeting_date,
    coalesce(o.attributed_source, o.attributed_medium, o.attributed_campaign_id) IS NOT NULL AS opportunity_names_source,
    coalesce(l.attributed_source, l.attributed_medium, l.attributed_campaign_id) IS NOT NULL AS lead_names_source,
    o.attributed_source AS opportunity_source,
    o.attributed_medium AS opportunity_medium,
    o.attributed_campaign_id AS opportunity_campaign_id,
    o.channel AS opportunity_channel,
    l.attributed_source AS lead_source,
    l.attributed_medium AS lead_medium,
    l.attributed_campaign_id AS lead_campaign_id,
    l.channel AS lead_channel,
    coalesce(o.attributed_content_id, l.attributed_content_id) AS attributed_content_id
  FROM deals AS d
  LEFT JOIN opportunity_unit AS o ON o.opportunity_id = d.opportunity_id AND o.is_linkable
  LEFT JOIN lead_unit AS l ON l.lead_id = d.lead_id AND l.is_entered
  LEFT JOIN meeting_unit AS m ON m.opportunity_id = d.opportunity_id
)
SELECT
  d.* EXCEPT (
    opportunity_names_source, lead_names_source, opportunity_source, opportunity_medium, opportunity_campaign_id,
    opportunity_channel, lead_source, lead_medium, lead_campaign_id, lead_channel
  ),
  d.is_linkable AND d.kind = 'new' AS is_entered,
  CASE WHEN d.opportunity_names_source THEN d.opportunity_source ELSE d.lead_source END AS attributed_source,
  CASE WHEN d.opportunity_names_source THEN d.opportunity_medium ELSE d.lead_medium END AS attributed_medium,
  CASE WHEN d.opportunity_names_source THEN d.opportunity_campaign_id ELSE d.lead_campaign_id END AS attributed_campaign_id,
  CASE
    WHEN d.opportunity_names_source THEN d.opportunity_channel
    WHEN d.lead_names_source THEN d.lead_channel
    ELSE coalesce(d.opportunity_channel, d.lead_channel)
  END AS channel,
  in_base_currency(d.amount, d.currency, r.rate) AS amount_base,
  d.amount IS NOT NULL AND in_base_currency(d.amount, d.currency, r.rate) IS NULL AS is_without_rate,
  e.team,
  coalesce(e.employee_key, -1) AS employee_key,
  coalesce(f.employee_key, -1) AS csm_key,
  b.industry,
  b.region,
  coalesce(b.account_key, -1) AS account_key,
  k.entered_date AS lead_entered_date,
  k.first_visitor_date
FROM deals_with_ancestors AS d
LEFT JOIN lead_unit AS k ON k.lead_id = d.ancestor_lead_id AND k.is_entered
LEFT JOIN rate_at AS r ON r.currency = d.currency AND r.from_date <= d.signed_date AND d.signed_date < r.to_date
LEFT JOIN employee_at AS e ON e.employee_id = d.rep_id AND e.from_at <= d.signed_at AND d.signed_at < e.to_at
LEFT JOIN employee_at AS f ON f.employee_id = d.csm_id AND f.from_at <= d.signed_at AND d.signed_at < f.to_at
LEFT JOIN account_at AS b ON b.account_id = d.account_id AND b.from_at <= d.signed_at AND d.signed_at < b.to_at
