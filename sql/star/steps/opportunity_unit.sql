-- One row per opportunity of any kind, deleted ones included and flagged, with what it inherits from its lead.
WITH
opportunities AS (
  SELECT
    o.* EXCEPT (lead_id, account_id, currency, first_meeting_at),
    coalesce(s.survivor_id, o.lead_id) AS lead_id,
    coalesce(a.survivor_id, o.account_id) AS own_account_id,
    coalesce(o.currency, :base_currency) AS currency,
    business_date(o.created_at) AS created_date,
    CASE WHEN business_date(o.first_meeting_at) <= :as_of THEN o.first_meeting_at END AS named_meeting_at,
    coalesce(
      (
        o.stage = 'lost'
        AND (o.closed_at IS NULL OR business_date(o.closed_at) <= :as_of)
        AND is_not_counted_reason(o.lost_reason)
      ),
      FALSE
    )
    OR coalesce(
      business_date(o.rejected_at) <= :as_of AND is_not_counted_reason(o.rejected_reason),
      FALSE
    ) AS is_not_counted,
    coalesce(o.source, o.medium, o.campaign_id) IS NOT NULL AS names_source
  FROM latest_opportunities AS o
  LEFT JOIN lead_survivors AS s ON s.lead_id = o.lead_id
  LEFT JOIN account_survivors AS a ON a.account_id = o.account_id
),
opportunities_with_lead AS (
  SELECT
    o.*,
    NOT o.is_deleted AND NOT o.is_not_counted AND o.created_date <= :as_of AS is_linkable,
    coalesce(o.own_account_id, l.account_id) AS account_id,
    l.lead_id AS upstream_lead_id,
    coalesce(l.attributed_source, l.attributed_medium, l.attributed_campaign_id) IS NOT NULL AS lead_names_source,
    l.attributed_source AS lead_source,
    l.attributed_medium AS lead_medium,
    l.attributed_campaign_id AS lead_campaign_id,
    l.attributed_content_id AS lead_content_id,
    l.channel AS lead_channel,
    c.name AS campaign_name,
    c.channel AS campaign_channel
  FROM opportunities AS o
  LEFT JOIN lead_unit AS l ON l.lead_id = o.lead_id AND l.is_entered
  LEFT JOIN campaign_names AS c ON c.campaign_id = o.campaign_id
)
SELECT
  o.* EXCEPT (
    own_account_id, names_source, lead_names_source, lead_source, lead_medium, lead_campaign_id, lead_content_id,
    lead_channel, campaign_name, campaign_channel
  ),
  least(o.named_meeting_at, m.first_held.held_at) AS first_meeting_at,
  coalesce(m.meeting_count, 0) AS meeting_count,
  o.is_linkable AND o.kind = 'new' AS is_entered,
  CASE WHEN o.lead_names_source THEN o.lead_source ELSE o.source END AS attributed_source,
  CASE WHEN o.lead_names_source THEN o.lead_medium ELSE o.medium END AS attributed_medium,
  CASE WHEN o.lead_names_source THEN o.lead_campaign_id ELSE o.campaign_id END AS attributed_campaign_id,
  coalesce(o.lead_content_id, o.content_id) AS attributed_content_id,
  CASE
    WHEN o.lead_names_source THEN o.lead_channel
    WHEN o.names_source
      THEN channel_of(o.source, o.medium, coalesce(o.campaign_name, o.campaign_id), o.campaign_channel)
    ELSE o.lead_channel
  END AS channel,
  in_base_currency(o.amount, o.currency, r.rate) AS amount_base,
  o.amount IS NOT NULL AND in_base_currency(o.amount, o.currency, r.rate) IS NULL AS is_without_rate,
  e.team,
  coalesce(e.employee_key, -1) AS employee_key,
  coalesce(f.employee_key, -1) AS field_owner_key,
  b.industry,
  b.region,
  coalesce(b.account_key, -1) AS account_key
FROM opportunities_with_lead AS o
LEFT JOIN held_meeting AS m ON m.opportunity_id = o.opportunity_id
LEFT JOIN rate_at AS r ON r.currency = o.currency AND r.from_date <= o.created_date AND o.created_date < r.to_date
LEFT JOIN employee_at AS e ON e.employee_id = o.owner_id AND e.from_at <= o.created_at AND o.created_at < e.to_at
LEFT JOIN employee_at AS f ON f.employee_id = o.field_owner_id AND f.from_at <= o.created_at AND o.created_at < f.to_at
LEFT JOIN account_at AS b ON b.account_id = o.account_id AND b.from_at <= o.created_at AND o.created_at < b.to_at
