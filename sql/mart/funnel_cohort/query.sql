-- One row per period, segment and stage: the units that entered the stage in the period, and how many of them went on.
WITH
-- the star's rows in few: one per period, stage and values of all segments; of visitors it counts them itself
combinations AS (
  SELECT
    scope_day.period_kind,
    scope_day.period_start,
    stage_entry.stage,
    stage_entry.source,
    stage_entry.channel,
    stage_entry.campaign_id,
    stage_entry.content_id,
    stage_entry.product_id,
    stage_entry.industry,
    stage_entry.region,
    stage_entry.owner_id,
    stage_entry.team,
    COUNT(*) AS entered,
    COUNT_IF(stage_entry.days_to_next <= windows.window_days) AS reached_next,
    COUNT(stage_entry.days_to_next) AS reached_next_ever,
    COUNT_IF(
      CASE stage_entry.stage
        WHEN 'lead' THEN stage_entry.opportunity_date IS NULL
          AND COALESCE(stage_entry.meeting_date, stage_entry.deal_date, stage_entry.renewal_date) IS NOT NULL
        WHEN 'opportunity' THEN stage_entry.meeting_date IS NULL
          AND COALESCE(stage_entry.deal_date, stage_entry.renewal_date) IS NOT NULL
        WHEN 'meeting' THEN stage_entry.deal_date IS NULL AND stage_entry.renewal_date IS NOT NULL
        ELSE FALSE
      END
    ) AS skipped,
    COUNT(stage_entry.lead_date) AS reached_lead,
    COUNT(stage_entry.opportunity_date) AS reached_opportunity,
    COUNT(stage_entry.meeting_date) AS reached_meeting,
    COUNT(stage_entry.deal_date) AS reached_deal,
    COUNT(stage_entry.renewal_date) AS reached_renewal
  FROM star.stage_entry
  JOIN scope_day ON scope_day.date = stage_entry.entered_date
  LEFT JOIN windows ON windows.stage = stage_entry.stage
  WHERE stage_entry.stage <> 'visitor'
  GROUP BY ALL
  UNION ALL
  SELECT
    scope_day.period_kind,
    scope_day.period_start,
    'visitor',
    visitor_cohort.source,
    visitor_cohort.channel,
    visitor_cohort.campaign_id,
    visitor_cohort.content_id,
    CAST(NULL AS STRING),
    CAST(NULL AS STRING),
    CAST(NULL AS STRING),
    CAST(NULL AS STRING),
    CAST(NULL AS STRING),
    SUM(visitor_cohort.visitors),
    SUM(IF(visitor_cohort.days_to_next <= windows.window_days, visitor_cohort.visitors, 0)),
    SUM(IF(visitor_cohort.days_to_next IS NULL, 0, visitor_cohort.visitors)),
    SUM(visitor_cohort.skipped),
    SUM(visitor_cohort.reached_lead),
    SUM(visitor_cohort.reached_opportunity),
    SUM(visitor_cohort.reached_meeting),
    SUM(visitor_cohort.reached_deal),
    SUM(visitor_cohort.reached_renewal)
  FROM star.visitor_cohort
  JOIN scope_day ON scope_day.date = visitor_cohort.entered_date
  LEFT JOIN windows ON windows.stage = 'visitor'
  GROUP BY ALL
),

counts AS (
  SELECT
    combinations.period_kind,
    combinations.period_start,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    combinations.stage,
    SUM(combinations.entered) AS entered,
    SUM(combinations.reached_next) AS reached_next,
    SUM(combinations.reached_next_ever) AS reached_next_ever,
    SUM(combinations.skipped) AS skipped,
    SUM(combinations.reached_lead) AS reached_lead,
    SUM(combinations.reached_opportunity) AS reached_opportunity,
    SUM(combinations.reached_meeting) AS reached_meeting,
    SUM(combinations.reached_deal) AS reached_deal,
    SUM(combinations.reached_renewal) AS reached_renewal
  FROM combinations
  CROSS JOIN LATERAL STACK(
    10,
    'all', 'all',
    'source', combinations.source,
    'channel', combinations.channel,
    'campaign', combinations.campaign_id,
    'content', combinations.content_id,
    'product', combinations.product_id,
    'industry', combinations.industry,
    'region', combinations.region,
    'owner', combinations.owner_id,
    'team', combinations.team
  ) AS of_segment (segment_type, segment)
  WHERE combinations.period_kind <> 'week' OR of_segment.segment_type IN ('all', 'source', 'channel')
  GROUP BY ALL
),

-- every period has rows for all, other segments where anything of theirs entered
segments AS (
  SELECT scope.period_kind, scope.period_start, 'all' AS segment_type, 'all' AS segment
  FROM scope
  JOIN clock ON scope.period_start <= clock.as_of AND scope.period_end >= clock.first_date
  UNION
  SELECT period_kind, period_start, segment_type, segment FROM counts
),

-- all six stages of each segment, zeros included
filled AS (
  SELECT
    segments.period_kind,
    segments.period_start,
    segments.segment_type,
    segments.segment,
    stages.stage,
    stages.stage_number,
    windows.window_days,
    DATE_ADD(scope.period_end, CAST(windows.window_days AS INT)) <= clock.as_of AS is_mature,
    COALESCE(counts.entered, 0) AS entered,
    COALESCE(counts.reached_next, 0) AS reached_next,
    COALESCE(counts.reached_next_ever, 0) AS reached_next_ever,
    COALESCE(counts.skipped, 0) AS skipped,
    COALESCE(counts.reached_lead, 0) AS reached_lead,
    COALESCE(counts.reached_opportunity, 0) AS reached_opportunity,
    COALESCE(counts.reached_meeting, 0) AS reached_meeting,
    COALESCE(counts.reached_deal, 0) AS reached_deal,
    COALESCE(counts.reached_renewal, 0) AS reached_renewal
  FROM segments
  JOIN scope USING (period_kind, period_start)
  CROSS JOIN clock
  CROSS JOIN stages
  LEFT JOIN windows USING (stage)
  LEFT JOIN counts USING (period_kind, period_start, segment_type, segment, stage)
),

-- n and successes of the rates that may be said: those of mature periods with entries
rated AS (
  SELECT
    *,
    IF(is_mature AND entered > 0, CAST(reached_next AS DOUBLE), NULL) AS successes,
    IF(is_mature AND entered > 0, CAST(entered AS DOUBLE), NULL) AS n
  FROM filled
)

SELECT
  rated.period_kind,
  rated.period_start,
  rated.segment_type,
  rated.segment,
  rated.stage,
  COALESCE(segment_label.segment_label, rated.segment) AS segment_label,
  rated.entered,
  IF(rated.stage = 'renewal', NULL, rated.reached_next) AS reached_next,
  IF(rated.stage = 'renewal', NULL, rated.reached_next_ever) AS reached_next_ever,
  IF(rated.stage = 'renewal', NULL, rated.skipped) AS skipped,
  rated.window_days,
  rated.is_mature,
  rated.successes / rated.n AS rate,
  wilson_low(rated.successes, rated.n) AS rate_low,
  wilson_high(rated.successes, rated.n) AS rate_high,
  IF(rated.stage_number < 2, rated.reached_lead, NULL) AS reached_lead,
  IF(rated.stage_number < 3, rated.reached_opportunity, NULL) AS reached_opportunity,
  IF(rated.stage_number < 4, rated.reached_meeting, NULL) AS reached_meeting,
  IF(rated.stage_number < 5, rated.reached_deal, NULL) AS reached_deal,
  IF(rated.stage_number < 6, rated.reached_renewal, NULL) AS reached_renewal
FROM rated
LEFT JOIN mart.segment_label USING (segment_type, segment)
