-- One row per opportunity of any kind that is not deleted.
WITH
opportunities AS (
  SELECT
    *,
    stage <=> 'won' AND (closed_at IS NULL OR business_date(closed_at) <= :as_of) AS is_won,
    stage <=> 'lost' AND (closed_at IS NULL OR business_date(closed_at) <= :as_of) AS is_lost,
    coalesce(business_date(rejected_at) <= :as_of, FALSE) AS is_rejected,
    business_date(first_meeting_at) AS first_meeting_date,
    business_date(closed_at) AS named_closed_date
  FROM opportunity_unit
  WHERE NOT is_deleted
),
dated_opportunities AS (
  SELECT
    *,
    CASE WHEN (is_won OR is_lost) AND named_closed_date <= :as_of THEN named_closed_date END AS closed_date
  FROM opportunities
)
SELECT
  opportunity_id,
  created_at,
  updated_at,
  kind,
  lead_id,
  account_id,
  name,
  source,
  medium,
  campaign_id,
  content_id,
  owner_id,
  field_owner_id,
  product_id,
  amount,
  currency,
  handed_over_at,
  accepted_at,
  rejected_at,
  rejected_reason,
  first_meeting_at,
  need,
  budget,
  authority,
  timeline,
  stage,
  stage_name,
  expected_close_date,
  closed_at,
  lost_reason,
  competitor,
  created_date,
  date_key(created_date) AS created_date_key,
  first_meeting_date,
  date_key(first_meeting_date) AS first_meeting_date_key,
  closed_date,
  date_key(closed_date) AS closed_date_key,
  upstream_lead_id,
  meeting_count,
  NOT is_won AND NOT is_lost AS is_open,
  is_won,
  is_lost,
  is_rejected,
  CASE
    WHEN business_date(handed_over_at) <= :as_of THEN days_between(created_date, business_date(handed_over_at))
  END AS days_to_handover,
  CASE
    WHEN business_date(accepted_at) <= :as_of THEN days_between(created_date, business_date(accepted_at))
  END AS days_to_acceptance,
  days_between(created_date, first_meeting_date) AS days_to_first_meeting,
  days_between(created_date, closed_date) AS days_to_close,
  is_not_counted,
  is_entered,
  amount_base,
  is_without_rate,
  attributed_source,
  attributed_medium,
  attributed_campaign_id,
  attributed_content_id,
  channel,
  industry,
  region,
  team,
  id_key(channel) AS channel_key,
  id_key(attributed_campaign_id) AS campaign_key,
  id_key(attributed_content_id) AS content_key,
  account_key,
  employee_key,
  field_owner_key,
  id_key(product_id) AS product_key,
  CASE
    WHEN is_lost AND lost_reason IS NOT NULL THEN reason_key('lost', lost_reason)
    WHEN is_rejected AND rejected_reason IS NOT NULL THEN reason_key('rejected', rejected_reason)
    WHEN is_lost OR is_rejected THEN CAST(-1 AS BIGINT)
    ELSE CAST(-2 AS BIGINT)
  END AS reason_key,
  trunc(closed_date, 'MM') AS closed_month,
  trunc(created_date, 'MM') AS created_month
FROM dated_opportunities
