-- One row per unit delivered to the next department by as_of: what became of it, how soon, and how complete it was.
WITH
-- nothing counts that happens after it
closing AS (
  SELECT start_of_day(DATE_ADD(as_of, 1)) AS ends_at FROM clock
),

lead_versions AS (
  SELECT
    lead_id,
    updated_at,
    MAX(
      STRUCT(
        is_deleted, created_at, visitor_id, company, title, account_id, source, medium, campaign_id, content_id, interest,
        status, owner_id, handed_over_at, first_contacted_at, disqualified_at, disqualified_reason, recycled_at,
        recycled_reason, merged_into_id, email_hash
      )
    ) AS record
  FROM raw.leads
  GROUP BY lead_id, updated_at
),

leads AS (
  SELECT
    fact_lead.*,
    COALESCE(fact_lead.handed_over_at, fact_lead.entered_at) AS delivered_at
  FROM star.fact_lead
  CROSS JOIN clock
  WHERE NOT fact_lead.is_merged AND fact_lead.entered_date <= clock.as_of
),

lead_histories AS (
  SELECT
    leads.lead_id,
    MIN(lead_versions.updated_at) FILTER (WHERE lead_versions.record.status = 'qualified') AS qualified_at,
    MIN(STRUCT(lead_versions.updated_at AS ended_at, lead_versions.record.status AS status)) FILTER (
      WHERE lead_versions.record.status IN ('disqualified', 'recycled')
    ) AS first_end,
    MIN(lead_versions.record.recycled_at) AS recycled_at,
    -- the last reason given for the first time it was sent back
    MIN_BY(
      STRUCT(lead_versions.record.recycled_at, lead_versions.record.recycled_reason AS reason),
      STRUCT(lead_versions.record.recycled_at, -UNIX_MICROS(lead_versions.updated_at))
    ) FILTER (
      WHERE lead_versions.record.recycled_at IS NOT NULL AND lead_versions.record.recycled_reason IS NOT NULL
    ) AS first_reason,
    MIN_BY(
      STRUCT(lead_versions.updated_at, lead_versions.record), lead_versions.updated_at
    ) FILTER (WHERE lead_versions.updated_at >= leads.delivered_at) AS observed
  FROM leads
  JOIN lead_versions ON lead_versions.lead_id = leads.lead_id AND NOT lead_versions.record.is_deleted
  GROUP BY leads.lead_id
),

dated_leads AS (
  SELECT
    leads.*,
    LEAST(
      fact_opportunity.created_at,
      IF(lead_histories.qualified_at < closing.ends_at, lead_histories.qualified_at, NULL)
    ) AS accepted_at,
    IF(leads.disqualified_at < closing.ends_at, leads.disqualified_at, NULL) AS disqualified_by_then_at,
    IF(lead_histories.recycled_at < closing.ends_at, lead_histories.recycled_at, NULL) AS recycled_by_then_at,
    IF(lead_histories.first_end.ended_at < closing.ends_at, lead_histories.first_end.ended_at, NULL) AS ended_at,
    lead_histories.first_end.status AS ended_as,
    IF(
      lead_histories.first_reason.recycled_at = lead_histories.recycled_at, lead_histories.first_reason.reason, NULL
    ) AS first_recycled_reason,
    lead_histories.observed
  FROM leads
  CROSS JOIN closing
  LEFT JOIN lead_histories ON lead_histories.lead_id = leads.lead_id
  LEFT JOIN star.fact_opportunity ON fact_opportunity.opportunity_id = leads.opportunity_id
),

-- the columns that all edges have
lead_units AS (
  SELECT
    'lead' AS edge,
    lead_id AS unit_id,
    is_not_counted,
    delivered_at,
    accepted_at,
    COALESCE(LEAST(disqualified_by_then_at, recycled_by_then_at), ended_at) AS rejected_at,
    CASE
      WHEN disqualified_by_then_at <= COALESCE(recycled_by_then_at, disqualified_by_then_at) THEN disqualified_reason
      WHEN recycled_by_then_at IS NOT NULL THEN first_recycled_reason
      WHEN ended_as = 'disqualified' THEN disqualified_reason
      ELSE recycled_reason
    END AS reason,
    first_contacted_at AS answered_at,
    observed.updated_at AS observed_at,
    ARRAY_UNION(ARRAY('lead_id', 'updated_at'), JSON_OBJECT_KEYS(TO_JSON(observed.record))) AS filled_fields
  FROM dated_leads
),

opportunity_versions AS (
  SELECT
    opportunity_id,
    updated_at,
    MAX(
      STRUCT(
        is_deleted, created_at, kind, lead_id, account_id, name, source, medium, campaign_id, content_id, owner_id,
        field_owner_id, product_id, amount, currency, handed_over_at, accepted_at, rejected_at, rejected_reason,
        first_meeting_at, need, budget, authority, timeline, stage, stage_name, expected_close_date, closed_at,
        lost_reason, competitor
      )
    ) AS record
  FROM raw.opportunities
  GROUP BY opportunity_id, updated_at
),

opportunities AS (
  SELECT
    fact_opportunity.*,
    COALESCE(fact_opportunity.handed_over_at, fact_opportunity.created_at) AS delivered_at
  FROM star.fact_opportunity
  CROSS JOIN clock
  WHERE fact_opportunity.kind = 'new' AND fact_opportunity.created_date <= clock.as_of
),

opportunity_observations AS (
  SELECT
    opportunities.opportunity_id,
    MIN_BY(
      STRUCT(opportunity_versions.updated_at, opportunity_versions.record), opportunity_versions.updated_at
    ) AS observed
  FROM opportunities
  JOIN opportunity_versions
    ON opportunity_versions.opportunity_id = opportunities.opportunity_id
    AND opportunity_versions.updated_at >= opportunities.delivered_at
    AND NOT opportunity_versions.record.is_deleted
  GROUP BY opportunities.opportunity_id
),

opportunity_units AS (
  SELECT
    'opportunity' AS edge,
    opportunities.opportunity_id AS unit_id,
    opportunities.is_not_counted,
    opportunities.delivered_at,
    COALESCE(
      IF(opportunities.accepted_at < closing.ends_at, opportunities.accepted_at, NULL), opportunities.first_meeting_at
    ) AS accepted_at,
    IF(opportunities.rejected_at < closing.ends_at, opportunities.rejected_at, NULL) AS rejected_at,
    opportunities.rejected_reason AS reason,
    opportunities.accepted_at AS answered_at,
    opportunity_observations.observed.updated_at AS observed_at,
    ARRAY_UNION(
      ARRAY('opportunity_id', 'updated_at'), JSON_OBJECT_KEYS(TO_JSON(opportunity_observations.observed.record))
    ) AS filled_fields
  FROM opportunities
  CROSS JOIN closing
  LEFT JOIN opportunity_observations ON opportunity_observations.opportunity_id = opportunities.opportunity_id
),

deal_versions AS (
  SELECT
    deal_id,
    updated_at,
    MAX(
      STRUCT(
        is_deleted, signed_at, kind, opportunity_id, lead_id, account_id, rep_id, csm_id, product_id, amount,
        annual_amount, discount_rate, currency, term_months, start_date, end_date, handed_over_at, accepted_at,
        expectation
      )
    ) AS record
  FROM raw.deals
  GROUP BY deal_id, updated_at
),

deals AS (
  SELECT
    fact_deal.*,
    COALESCE(fact_deal.handed_over_at, fact_deal.signed_at) AS delivered_at
  FROM star.fact_deal
  WHERE fact_deal.is_entered
),

deal_observations AS (
  SELECT
    deals.deal_id,
    MIN_BY(STRUCT(deal_versions.updated_at, deal_versions.record), deal_versions.updated_at) AS observed
  FROM deals
  JOIN deal_versions
    ON deal_versions.deal_id = deals.deal_id
    AND deal_versions.updated_at >= deals.delivered_at
    AND NOT deal_versions.record.is_deleted
  GROUP BY deals.deal_id
),

deal_units AS (
  SELECT
    'deal' AS edge,
    deals.deal_id AS unit_id,
    FALSE AS is_not_counted,
    deals.delivered_at,
    IF(deals.accepted_at < closing.ends_at, deals.accepted_at, NULL) AS accepted_at,
    CAST(NULL AS TIMESTAMP) AS rejected_at,
    CAST(NULL AS STRING) AS reason,
    deals.accepted_at AS answered_at,
    deal_observations.observed.updated_at AS observed_at,
    ARRAY_UNION(ARRAY('deal_id', 'updated_at'), JSON_OBJECT_KEYS(TO_JSON(deal_observations.observed.record)))
      AS filled_fields
  FROM deals
  CROSS JOIN closing
  LEFT JOIN deal_observations ON deal_observations.deal_id = deals.deal_id
),

delivered_units AS (
  SELECT
    units.* EXCEPT (answered_at),
    IF(units.answered_at < closing.ends_at, units.answered_at, NULL) AS answered_at,
    CASE
      WHEN units.accepted_at <= COALESCE(units.rejected_at, units.accepted_at) THEN 'accepted'
      WHEN units.rejected_at IS NOT NULL THEN 'rejected'
      ELSE 'pending'
    END AS outcome,
    ARRAY_EXCEPT(handoffs.required, units.filled_fields) AS missed_fields,
    SIZE(handoffs.required) AS required_count,
    handoffs.answer_hours AS allowed_hours,
    closing.ends_at
  FROM (
    SELECT * FROM lead_units
    UNION ALL
    SELECT * FROM opportunity_units
    UNION ALL
    SELECT * FROM deal_units
  ) AS units
  CROSS JOIN closing
  JOIN handoffs ON handoffs.edge = units.edge
  WHERE units.delivered_at < closing.ends_at
),

timed_units AS (
  SELECT
    *,
    business_date(delivered_at) AS delivered_date,
    business_hours(delivered_at, answered_at) AS answer_hours,
    answered_at IS NULL AND business_hours(delivered_at, ends_at) > allowed_hours AS is_overdue
  FROM delivered_units
)

SELECT
  timed_units.edge,
  timed_units.unit_id,
  timed_units.is_not_counted,
  timed_units.delivered_at,
  timed_units.delivered_date,
  TRUNC(timed_units.delivered_date, 'MM') AS delivered_month,
  timed_units.outcome,
  CASE timed_units.outcome
    WHEN 'accepted' THEN business_date(timed_units.accepted_at)
    WHEN 'rejected' THEN business_date(timed_units.rejected_at)
  END AS outcome_date,
  IF(timed_units.outcome = 'rejected', timed_units.reason, NULL) AS reason,
  timed_units.answered_at,
  timed_units.answer_hours,
  CASE
    WHEN timed_units.answered_at IS NOT NULL THEN timed_units.answer_hours <= timed_units.allowed_hours
    WHEN timed_units.is_overdue THEN FALSE
  END AS is_answered_in_time,
  timed_units.is_overdue,
  (UNIX_MICROS(timed_units.observed_at) - UNIX_MICROS(timed_units.delivered_at)) / 3600000000D AS observed_after_hours,
  timed_units.filled_fields,
  timed_units.missed_fields,
  IF(
    timed_units.required_count = 0 AND timed_units.filled_fields IS NOT NULL,
    1D,
    1D - CAST(SIZE(timed_units.missed_fields) AS DOUBLE) / NULLIF(timed_units.required_count, 0)
  ) AS completeness,
  IF(timed_units.edge = 'lead', NULL, stage_entry.owner_id) AS owner_id,
  IF(timed_units.edge = 'lead', NULL, stage_entry.team) AS team,
  stage_entry.channel,
  stage_entry.campaign_id,
  stage_entry.content_id,
  stage_entry.product_id,
  stage_entry.days_to_next
FROM timed_units
LEFT JOIN star.stage_entry ON stage_entry.stage = timed_units.edge AND stage_entry.unit_id = timed_units.unit_id
