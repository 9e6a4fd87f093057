-- One row per opportunity_id that has met by as_of and is a unit of the stage meeting, whether or not its opportunity came.
WITH
met AS (
  SELECT
    coalesce(o.opportunity_id, m.opportunity_id) AS opportunity_id,
    coalesce(o.kind, 'new') AS kind,
    coalesce(o.is_not_counted, FALSE) AS is_not_counted,
    coalesce(o.is_linkable, FALSE) AS is_linkable,
    least(CASE WHEN NOT o.is_deleted THEN o.named_meeting_at END, m.first_held.held_at) AS entered_at,
    coalesce(CASE WHEN o.is_linkable THEN o.field_owner_id END, m.first_held.rep_id) AS owner_id
  FROM opportunity_unit AS o
  FULL JOIN held_meeting AS m ON m.opportunity_id = o.opportunity_id
),
units AS (
  SELECT
    opportunity_id,
    entered_at,
    business_date(entered_at) AS entered_date,
    owner_id,
    is_linkable
  FROM met
  WHERE kind = 'new' AND NOT is_not_counted AND entered_at IS NOT NULL
)
SELECT
  u.*,
  CASE WHEN u.is_linkable THEN u.opportunity_id END AS upstream_id,
  o.attributed_source,
  o.attributed_medium,
  o.attributed_campaign_id,
  o.attributed_content_id,
  o.channel,
  o.account_id,
  o.product_id,
  o.amount_base,
  coalesce(o.is_without_rate, FALSE) AS is_without_rate,
  e.team,
  coalesce(e.employee_key, -1) AS employee_key,
  b.industry,
  b.region,
  coalesce(b.account_key, -1) AS account_key
FROM units AS u
LEFT JOIN opportunity_unit AS o ON o.opportunity_id = u.opportunity_id AND o.is_linkable
LEFT JOIN employee_at AS e ON e.employee_id = u.owner_id AND e.from_at <= u.entered_at AND u.entered_at < e.to_at
LEFT JOIN account_at AS b ON b.account_id = o.account_id AND b.from_at <= u.entered_at AND u.entered_at < b.to_at
