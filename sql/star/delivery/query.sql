-- One row per unit delivered to the next department by as_of: what its record and all versions of it say of the hand-over.
WITH
leads AS (
  SELECT *, coalesce(handed_over_at, entered_at) AS delivered_at
  FROM lead_unit
  WHERE NOT is_merged AND entered_date <= :as_of
),
lead_histories AS (
  SELECT
    l.lead_id,
    min(v.updated_at) FILTER (WHERE v.status = 'qualified') AS qualified_at,
    min(struct(v.updated_at AS ended_at, v.status AS status)) FILTER (
      WHERE v.status IN ('disqualified', 'recycled')
    ) AS first_end,
    min(v.recycled_at) AS recycled_at,
    -- the last reason given for the first time it was sent back
    min_by(
      struct(v.recycled_at, v.recycled_reason AS reason),
      struct(v.recycled_at, -unix_micros(v.updated_at))
    ) FILTER (WHERE v.recycled_at IS NOT NULL AND v.recycled_reason IS NOT NULL) AS first_reason,
    min_by(struct(v.*), v.updated_at) FILTER (WHERE v.updated_at >= l.delivered_at) AS observed
  FROM leads AS l
  JOIN instants_of_leads AS v ON v.lead_id = l.lead_id AND NOT v.is_deleted
  GROUP BY l.lead_id
),
dated_leads AS (
  SELECT
    l.*,
    least(o.first.created_at, CASE WHEN business_date(h.qualified_at) <= :as_of THEN h.qualified_at END) AS accepted_at,
    CASE WHEN business_date(l.disqualified_at) <= :as_of THEN l.disqualified_at END AS disqualified_by_then_at,
    CASE WHEN business_date(h.recycled_at) <= :as_of THEN h.recycled_at END AS recycled_by_then_at,
    -- stands in only where neither instant is given: one that lies ahead says when the lead is given up
    CASE
      WHEN l.disqualified_at IS NULL AND h.recycled_at IS NULL AND business_date(h.first_end.ended_at) <= :as_of
        THEN h.first_end.ended_at
    END AS ended_at,
    h.first_end.status AS ended_as,
    CASE WHEN h.first_reason.recycled_at = h.recycled_at THEN h.first_reason.reason END AS first_recycled_reason,
    h.observed
  FROM leads AS l
  LEFT JOIN lead_histories AS h ON h.lead_id = l.lead_id
  LEFT JOIN first_opportunity AS o ON o.lead_id = l.lead_id
),
-- the columns that all edges have
lead_deliveries AS (
  SELECT
    'lead' AS edge,
    lead_id AS unit_id,
    is_not_counted,
    is_entered,
    entered_date,
    delivered_at,
    accepted_at,
    coalesce(least(disqualified_by_then_at, recycled_by_then_at), ended_at) AS rejected_at,
    CASE
      WHEN disqualified_by_then_at <= coalesce(recycled_by_then_at, disqualified_by_then_at) THEN disqualified_reason
      WHEN recycled_by_then_at IS NOT NULL THEN first_recycled_reason
      WHEN ended_as = 'disqualified' THEN disqualified_reason
      ELSE recycled_reason
    END AS reason,
    first_contacted_at AS answered_at,
    observed.updated_at AS observed_at,
    array_union(array('lead_id', 'updated_at'), json_object_keys(to_json(observed))) AS filled_fields,
    CAST(NULL AS STRING) AS owner_id,
    CAST(NULL AS STRING) AS team,
    channel,
    attributed_campaign_id,
    attributed_content_id,
    CAST(NULL AS STRING) AS product_id
  FROM dated_leads
),
opportunities AS (
  SELECT *, coalesce(handed_over_at, created_at) AS delivered_at
  FROM opportunity_unit
  WHERE NOT is_deleted AND kind = 'new' AND created_date <= :as_of
),
opportunity_observations AS (
  SELECT o.opportunity_id, min_by(struct(v.*), v.updated_at) AS observed
  FROM opportunities AS o
  JOIN instants_of_opportunities AS v
    ON v.opportunity_id = o.opportunity_id AND v.updated_at >= o.delivered_at AND NOT v.is_deleted
  GROUP BY o.opportunity_id
),
opportunity_deliveries AS (
  SELECT
    'opportunity' AS edge,
    o.opportunity_id AS unit_id,
    o.is_not_counted,
    o.is_entered,
    o.created_date AS entered_date,
    o.delivered_at,
    coalesce(
      CASE WHEN business_date(o.accepted_at) <= :as_of THEN o.accepted_at END, o.first_meeting_at
    ) AS accepted_at,
    CASE WHEN business_date(o.rejected_at) <= :as_of THEN o.rejected_at END AS rejected_at,
    o.rejected_reason AS reason,
    o.accepted_at AS answered_at,
    v.observed.updated_at AS observed_at,
    array_union(array('opportunity_id', 'updated_at'), json_object_keys(to_json(v.observed))) AS filled_fields,
    o.owner_id,
    o.team,
    o.channel,
    o.attributed_campaign_id,
    o.attributed_content_id,
    o.product_id
  FROM opportunities AS o
  LEFT JOIN opportunity_observations AS v ON v.opportunity_id = o.opportunity_id
),
deals AS (
  SELECT *, coalesce(handed_over_at, signed_at) AS delivered_at
  FROM deal_unit
  WHERE is_entered
),
deal_observations AS (
  SELECT d.deal_id, min_by(struct(v.*), v.updated_at) AS observed
  FROM deals AS d
  JOIN instants_of_deals AS v ON v.deal_id = d.deal_id AND v.updated_at >= d.delivered_at AND NOT v.is_deleted
  GROUP BY d.deal_id
),
deal_deliveries AS (
  SELECT
    'deal' AS edge,
    d.deal_id AS unit_id,
    FALSE AS is_not_counted,
    d.is_entered,
    d.signed_date AS entered_date,
    d.delivered_at,
    CASE WHEN business_date(d.accepted_at) <= :as_of THEN d.accepted_at END AS accepted_at,
    CAST(NULL AS TIMESTAMP) AS rejected_at,
    CAST(NULL AS STRING) AS reason,
    d.accepted_at AS answered_at,
    v.observed.updated_at AS observed_at,
    array_union(array('deal_id', 'updated_at'), json_object_keys(to_json(v.observed))) AS filled_fields,
    d.rep_id AS owner_id,
    d.team,
    d.channel,
    d.attributed_campaign_id,
    d.attributed_content_id,
    d.product_id
  FROM deals AS d
  LEFT JOIN deal_observations AS v ON v.deal_id = d.deal_id
),
deliveries AS (
  SELECT
    *,
    business_date(delivered_at) AS delivered_date,
    CASE
      WHEN accepted_at <= coalesce(rejected_at, accepted_at) THEN 'accepted'
      WHEN rejected_at IS NOT NULL THEN 'rejected'
      ELSE 'pending'
    END AS outcome
  FROM (
    SELECT * FROM lead_deliveries
    UNION ALL
    SELECT * FROM opportunity_deliveries
    UNION ALL
    SELECT * FROM deal_deliveries
  )
  WHERE business_date(delivered_at) <= :as_of
)
SELECT
  d.edge,
  d.unit_id,
  d.is_not_counted,
  d.delivered_at,
  d.delivered_date,
  d.outcome,
  business_date(CASE d.outcome WHEN 'accepted' THEN d.accepted_at WHEN 'rejected' THEN d.rejected_at END) AS outcome_date,
  CASE WHEN d.outcome = 'rejected' THEN d.reason END AS reason,
  CASE WHEN business_date(d.answered_at) <= :as_of THEN d.answered_at END AS answered_at,
  d.observed_at,
  d.filled_fields,
  CASE WHEN d.is_entered THEN d.owner_id END AS owner_id,
  CASE WHEN d.is_entered THEN d.team END AS team,
  CASE WHEN d.is_entered THEN d.channel END AS channel,
  CASE WHEN d.is_entered THEN d.attributed_campaign_id END AS campaign_id,
  CASE WHEN d.is_entered THEN d.attributed_content_id END AS content_id,
  CASE WHEN d.is_entered THEN d.product_id END AS product_id,
  CASE WHEN d.is_entered THEN days_between(d.entered_date, n.next.entered_date) END AS days_to_next,
  trunc(d.delivered_date, 'MM') AS delivered_month
FROM deliveries AS d
LEFT JOIN next_unit AS n ON n.stage = d.edge AND n.upstream_id = d.unit_id
