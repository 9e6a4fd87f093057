-- One row per stage and unit that has entered it by as_of.
WITH
visitor_entries AS (
  SELECT
    'visitor' AS stage,
    visitor_id AS unit_id,
    first_visit_at AS entered_at,
    first_visit_date AS entered_date,
    CAST(NULL AS STRING) AS upstream_id,
    source,
    medium,
    channel,
    campaign_id,
    content_id,
    CAST(NULL AS STRING) AS account_id,
    CAST(NULL AS STRING) AS industry,
    CAST(NULL AS STRING) AS region,
    CAST(NULL AS STRING) AS product_id,
    CAST(NULL AS STRING) AS owner_id,
    CAST(NULL AS STRING) AS team,
    CAST(NULL AS DECIMAL(18, 2)) AS amount_base,
    FALSE AS is_without_rate,
    CAST(-2 AS BIGINT) AS account_key,
    CAST(-2 AS BIGINT) AS product_key,
    CAST(-2 AS BIGINT) AS employee_key
  FROM dim_visitor
),
lead_entries AS (
  SELECT
    'lead' AS stage,
    lead_id AS unit_id,
    entered_at,
    entered_date,
    first_visitor_id AS upstream_id,
    attributed_source AS source,
    attributed_medium AS medium,
    channel,
    attributed_campaign_id AS campaign_id,
    attributed_content_id AS content_id,
    account_id,
    industry,
    region,
    CAST(NULL AS STRING) AS product_id,
    owner_id,
    team,
    CAST(NULL AS DECIMAL(18, 2)) AS amount_base,
    FALSE AS is_without_rate,
    account_key,
    CAST(-2 AS BIGINT) AS product_key,
    employee_key
  FROM lead_unit
  WHERE is_entered
),
opportunity_entries AS (
  SELECT
    'opportunity' AS stage,
    opportunity_id AS unit_id,
    created_at AS entered_at,
    created_date AS entered_date,
    upstream_lead_id AS upstream_id,
    attributed_source AS source,
    attributed_medium AS medium,
    channel,
    attributed_campaign_id AS campaign_id,
    attributed_content_id AS content_id,
    account_id,
    industry,
    region,
    product_id,
    owner_id,
    team,
    amount_base,
    is_without_rate,
    account_key,
    id_key(product_id) AS product_key,
    employee_key
  FROM opportunity_unit
  WHERE is_entered
),
meeting_entries AS (
  SELECT
    'meeting' AS stage,
    opportunity_id AS unit_id,
    entered_at,
    entered_date,
    upstream_id,
    attributed_source AS source,
    attributed_medium AS medium,
    channel,
    attributed_campaign_id AS campaign_id,
    attributed_content_id AS content_id,
    account_id,
    industry,
    region,
    product_id,
    owner_id,
    team,
    amount_base,
    is_without_rate,
    account_key,
    id_key(product_id) AS product_key,
    employee_key
  FROM meeting_unit
),
deal_entries AS (
  SELECT
    'deal' AS stage,
    deal_id AS unit_id,
    signed_at AS entered_at,
    signed_date AS entered_date,
    upstream_id,
    attributed_source AS source,
    attributed_medium AS medium,
    channel,
    attributed_campaign_id AS campaign_id,
    attributed_content_id AS content_id,
    account_id,
    industry,
    region,
    product_id,
    rep_id AS owner_id,
    team,
    amount_base,
    is_without_rate,
    account_key,
    id_key(product_id) AS product_key,
    employee_key
  FROM deal_unit
  WHERE is_entered
),
renewal_entries AS (
  SELECT
    'renewal' AS stage,
    renewal_id AS unit_id,
    entered_at,
    due_date AS entered_date,
    upstream_id,
    attributed_source AS source,
    attributed_medium AS medium,
    channel,
    attributed_campaign_id AS campaign_id,
    attributed_content_id AS content_id,
    account_id,
    industry,
    region,
    product_id,
    owner_id,
    team,
    amount_base,
    is_without_rate,
    account_key,
    id_key(product_id) AS product_key,
    employee_key
  FROM renewal_unit
  WHERE is_entered
),
entries AS (
  SELECT * FROM visitor_entries
  UNION ALL
  SELECT * FROM lead_entries
  UNION ALL
  SELECT * FROM opportunity_entries
  UNION ALL
  SELECT * FROM meeting_entries
  UNION ALL
  SELECT * FROM deal_entries
  UNION ALL
  SELECT * FROM renewal_entries
)
SELECT
  e.stage,
  e.unit_id,
  e.entered_at,
  e.entered_date,
  date_key(e.entered_date) AS entered_date_key,
  e.upstream_id,
  n.next.unit_id AS next_id,
  n.next.entered_date AS next_date,
  CASE WHEN n.next IS NOT NULL THEN CAST(greatest(0, datediff(n.next.entered_date, e.entered_date)) AS BIGINT) END AS days_to_next,
  d.lead_date,
  d.opportunity_date,
  d.meeting_date,
  d.deal_date,
  d.renewal_date,
  e.source,
  e.medium,
  e.channel,
  e.campaign_id,
  e.content_id,
  e.account_id,
  e.industry,
  e.region,
  e.product_id,
  e.owner_id,
  e.team,
  e.amount_base,
  e.is_without_rate,
  id_key(e.stage) AS stage_key,
  id_key(e.channel) AS channel_key,
  id_key(e.campaign_id) AS campaign_key,
  id_key(e.content_id) AS content_key,
  e.account_key,
  e.product_key,
  e.employee_key,
  trunc(e.entered_date, 'MM') AS entered_month
FROM entries AS e
LEFT JOIN next_unit AS n ON n.stage = e.stage AND n.upstream_id = e.unit_id
LEFT JOIN descent AS d ON d.stage = e.stage AND d.unit_id = e.unit_id
