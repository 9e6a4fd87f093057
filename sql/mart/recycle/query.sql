-- One row per month in which leads were sent back to marketing and reason: what became of them in the cycle that began.
WITH
closing AS (
  SELECT start_of_day(DATE_ADD(as_of, 1)) AS ends_at FROM clock
),

-- most leads were never sent back: only what is said of the others has to be compared
sent_back AS (
  SELECT DISTINCT lead_id FROM raw.leads WHERE recycled_at IS NOT NULL
),

lead_versions AS (
  SELECT
    lead_id,
    updated_at,
    MAX(
      STRUCT(
        is_deleted, created_at, visitor_id, company, title, account_id, source, medium, campaign_id, content_id, interest,
        status, owner_id, handed_over_at, first_contacted_at, disqualified_at, disqualified_reason, recycled_at,
        recycled_reason, merged_into_id
      )
    ) AS record
  FROM raw.leads
  LEFT SEMI JOIN sent_back USING (lead_id)
  GROUP BY lead_id, updated_at
),

-- a lead's recycled_at names the last time it was sent back: each that a version names began a cycle
beginnings AS (
  SELECT
    lead_versions.lead_id,
    lead_versions.record.recycled_at AS began_at,
    MAX_BY(lead_versions.record.recycled_reason, lead_versions.updated_at)
      FILTER (WHERE lead_versions.record.recycled_reason IS NOT NULL) AS reason
  FROM lead_versions
  JOIN star.fact_lead ON fact_lead.lead_id = lead_versions.lead_id AND fact_lead.is_entered
  CROSS JOIN closing
  WHERE NOT lead_versions.record.is_deleted AND lead_versions.record.recycled_at < closing.ends_at
  GROUP BY lead_versions.lead_id, lead_versions.record.recycled_at
),

cycles AS (
  SELECT
    beginnings.*,
    COALESCE(
      LEAD(beginnings.began_at) OVER (PARTITION BY beginnings.lead_id ORDER BY beginnings.began_at), closing.ends_at
    ) AS ended_at
  FROM beginnings
  CROSS JOIN closing
),

latest_activities AS (
  SELECT
    MAX(
      STRUCT(
        updated_at, is_deleted, activity_id, occurred_at, kind, lead_id, opportunity_id, account_id, employee_id,
        campaign_id, content_id, outcome, score
      )
    ) AS version
  FROM raw.activities
  GROUP BY activity_id
),

merges AS (
  SELECT EXPLODE(merged_lead_ids) AS lead_id, lead_id AS survivor_id
  FROM star.fact_lead
),

activities AS (
  SELECT
    COALESCE(merges.survivor_id, latest_activities.version.lead_id) AS lead_id,
    latest_activities.version.occurred_at
  FROM latest_activities
  LEFT JOIN merges ON merges.lead_id = latest_activities.version.lead_id
  WHERE NOT latest_activities.version.is_deleted
),

cycle_activities AS (
  SELECT cycles.lead_id, cycles.began_at, MIN(activities.occurred_at) AS first_at
  FROM cycles
  JOIN activities
    ON activities.lead_id = cycles.lead_id
    AND activities.occurred_at > cycles.began_at
    AND activities.occurred_at <= cycles.ended_at
  CROSS JOIN closing
  WHERE activities.occurred_at < closing.ends_at
  GROUP BY cycles.lead_id, cycles.began_at
),

cycle_opportunities AS (
  SELECT
    cycles.lead_id,
    cycles.began_at,
    MIN(stage_entry.entered_at) AS first_at,
    COUNT(stage_entry.deal_date) > 0 AS reached_deal
  FROM cycles
  JOIN star.stage_entry
    ON stage_entry.stage = 'opportunity'
    AND stage_entry.upstream_id = cycles.lead_id
    AND stage_entry.entered_at > cycles.began_at
    AND stage_entry.entered_at <= cycles.ended_at
  GROUP BY cycles.lead_id, cycles.began_at
)

SELECT
  TRUNC(business_date(cycles.began_at), 'MM') AS month,
  COALESCE(cycles.reason, '(none)') AS reason,
  COUNT(*) AS sent_back,
  COUNT(cycle_activities.first_at) AS contacted_again,
  COUNT(cycle_opportunities.first_at) AS reached_opportunity,
  COUNT_IF(cycle_opportunities.reached_deal) AS reached_deal,
  PERCENTILE(
    days_between(
      business_date(cycles.began_at), business_date(LEAST(cycle_activities.first_at, cycle_opportunities.first_at))
    ),
    0.5
  ) AS median_dormant_days
FROM cycles
LEFT JOIN cycle_activities ON cycle_activities.lead_id = cycles.lead_id AND cycle_activities.began_at = cycles.began_at
LEFT JOIN cycle_opportunities
  ON cycle_opportunities.lead_id = cycles.lead_id AND cycle_opportunities.began_at = cycles.began_at
GROUP BY ALL
