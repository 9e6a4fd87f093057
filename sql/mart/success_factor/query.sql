-- One row per quarter, stage and factor that at least 20 units had and 20 had not: whether units with it went on more often.
WITH
-- of visitors alike in all segments no more than the fastest of a month can be among the fastest of one of them
fastest_visitors AS (
  SELECT *
  FROM (
    SELECT
      entered_month, unit_id, days_to_next,
      channel, campaign_id, content_id, product_id, industry, region, owner_id, team,
      ROW_NUMBER() OVER (
        PARTITION BY entered_month, channel, campaign_id, content_id, product_id, industry, region, owner_id, team
        ORDER BY days_to_next, unit_id
      ) AS place
    FROM star.stage_entry
    WHERE stage = 'visitor' AND days_to_next IS NOT NULL
  )
  WHERE place <= 5
),

-- the star's units; visitors are counted by the star itself, and named only where they went on
entries AS (
  SELECT
    entered_month, stage, unit_id, 1L AS units, days_to_next,
    channel, campaign_id, content_id, product_id, industry, region, owner_id, team
  FROM star.stage_entry
  WHERE stage <> 'visitor'
  UNION ALL
  SELECT
    entered_month, 'visitor', unit_id, 0L, days_to_next,
    channel, campaign_id, content_id, product_id, industry, region, owner_id, team
  FROM fastest_visitors
  UNION ALL
  SELECT
    entered_month, 'visitor', CAST(NULL AS STRING), visitors, days_to_next,
    channel, campaign_id, content_id,
    CAST(NULL AS STRING), CAST(NULL AS STRING), CAST(NULL AS STRING), CAST(NULL AS STRING), CAST(NULL AS STRING)
  FROM star.visitor_cohort
),

quarter_units AS (
  SELECT
    entries.*,
    ADD_MONTHS(
      entries.entered_month, -PMOD(MONTH(entries.entered_month) - settings.fiscal_year_start_month, 3)
    ) AS quarter,
    COALESCE(entries.days_to_next <= windows.window_days, FALSE) AS went_on,
    CAST(windows.window_days AS INT) AS window_days
  FROM entries
  JOIN windows ON windows.stage = entries.stage
  CROSS JOIN settings
),

units AS (
  SELECT quarter_units.*
  FROM quarter_units
  JOIN clock ON DATE_ADD(LAST_DAY(ADD_MONTHS(quarter_units.quarter, 2)), quarter_units.window_days) <= clock.as_of
),

-- the units in few rows first: one per values of all segments
segment_counts AS (
  SELECT
    quarter,
    stage,
    channel,
    campaign_id,
    content_id,
    product_id,
    industry,
    region,
    owner_id,
    team,
    SUM(units) AS units,
    SUM(IF(went_on, units, 0)) AS went_on
  FROM units
  WHERE units > 0
  GROUP BY ALL
),

totals AS (
  SELECT quarter, stage, SUM(units) AS units, SUM(went_on) AS went_on
  FROM segment_counts
  GROUP BY quarter, stage
),

-- what only some stages have; visitors have none of it
details AS (
  SELECT
    units.quarter,
    units.stage,
    units.unit_id,
    units.days_to_next,
    units.went_on,
    'touches' AS factor_type,
    CASE
      WHEN fact_lead.touch_count_before >= 4 THEN '4 and more'
      WHEN fact_lead.touch_count_before >= 2 THEN '2-3'
      ELSE CAST(COALESCE(fact_lead.touch_count_before, 0) AS STRING)
    END AS factor
  FROM units
  JOIN star.fact_lead ON fact_lead.lead_id = units.unit_id
  WHERE units.stage = 'lead'
  UNION ALL
  SELECT
    units.quarter, units.stage, units.unit_id, units.days_to_next, units.went_on,
    'format',
    fact_meeting.format
  FROM units
  JOIN star.fact_meeting ON fact_meeting.opportunity_id = units.unit_id AND fact_meeting.is_first_held
  WHERE units.stage = 'meeting' AND fact_meeting.format IS NOT NULL
  UNION ALL
  SELECT
    units.quarter, units.stage, units.unit_id, units.days_to_next, units.went_on,
    'discount',
    CASE
      WHEN COALESCE(fact_deal.discount_rate, 0) = 0 THEN 'none'
      WHEN fact_deal.discount_rate < 0.1 THEN 'under 10 %'
      WHEN fact_deal.discount_rate < 0.2 THEN '10 to under 20 %'
      ELSE '20 % and more'
    END
  FROM units
  JOIN star.fact_deal ON fact_deal.deal_id = units.unit_id
  WHERE units.stage = 'deal'
),

handed_units AS (
  SELECT
    units.quarter,
    units.stage,
    units.unit_id,
    units.days_to_next,
    units.went_on,
    handover.is_answered_in_time,
    handover.completeness = 1 AS is_complete,
    handover.filled_fields
  FROM units
  JOIN mart.handover ON handover.edge = units.stage AND handover.unit_id = units.unit_id
  WHERE units.stage <> 'visitor'
),

-- in few rows first: those alike are counted together, and only those that went on are named
alike_handed_units AS (
  SELECT
    quarter, stage, CAST(NULL AS STRING) AS unit_id, CAST(NULL AS BIGINT) AS days_to_next, went_on,
    is_answered_in_time, is_complete, filled_fields,
    COUNT(*) AS units
  FROM handed_units
  GROUP BY ALL
  UNION ALL
  SELECT quarter, stage, unit_id, days_to_next, went_on, is_answered_in_time, is_complete, filled_fields, 0L
  FROM handed_units
  WHERE went_on
),

-- what a hand-over was or was not; NULL where that is not known
handovers AS (
  SELECT
    alike_handed_units.quarter,
    alike_handed_units.stage,
    alike_handed_units.unit_id,
    alike_handed_units.days_to_next,
    alike_handed_units.went_on,
    alike_handed_units.units,
    flag.factor_type,
    flag.factor,
    flag.is_with
  FROM alike_handed_units
  JOIN handoffs ON handoffs.edge = alike_handed_units.stage
  CROSS JOIN LATERAL INLINE(
    CONCAT(
      ARRAY(
        STRUCT('answered_in_time' AS factor_type, 'yes' AS factor, alike_handed_units.is_answered_in_time AS is_with),
        STRUCT('complete_handover' AS factor_type, 'yes' AS factor, alike_handed_units.is_complete AS is_with)
      ),
      TRANSFORM(
        handoffs.required,
        field -> STRUCT(
          'required_field' AS factor_type,
          field AS factor,
          ARRAY_CONTAINS(alike_handed_units.filled_fields, field) AS is_with
        )
      )
    )
  ) AS flag (factor_type, factor, is_with)
),

value_counts AS (
  SELECT
    segment_counts.quarter,
    segment_counts.stage,
    of_segment.factor_type,
    of_segment.factor,
    SUM(segment_counts.units) AS with_units,
    SUM(segment_counts.went_on) AS with_went_on
  FROM segment_counts
  CROSS JOIN LATERAL STACK(
    8,
    'channel', segment_counts.channel,
    'campaign', segment_counts.campaign_id,
    'content', segment_counts.content_id,
    'product', segment_counts.product_id,
    'industry', segment_counts.industry,
    'region', segment_counts.region,
    'owner', segment_counts.owner_id,
    'team', segment_counts.team
  ) AS of_segment (factor_type, factor)
  WHERE of_segment.factor IS NOT NULL
  GROUP BY ALL
  UNION ALL
  SELECT quarter, stage, factor_type, factor, COUNT(*), COUNT_IF(went_on)
  FROM details
  GROUP BY quarter, stage, factor_type, factor
),

compared AS (
  SELECT
    value_counts.*,
    totals.units - value_counts.with_units AS without_units,
    totals.went_on - value_counts.with_went_on AS without_went_on
  FROM value_counts
  JOIN totals USING (quarter, stage)
  UNION ALL
  SELECT
    quarter,
    stage,
    factor_type,
    factor,
    SUM(IF(is_with, units, 0)),
    SUM(IF(is_with AND went_on, units, 0)),
    SUM(IF(NOT is_with, units, 0)),
    SUM(IF(NOT is_with AND went_on, units, 0))
  FROM handovers
  GROUP BY quarter, stage, factor_type, factor
),

-- a, b: with the factor went on or not; c, d: without it
tested AS (
  SELECT
    *,
    with_went_on + 0.5D AS a,
    with_units - with_went_on + 0.5D AS b,
    without_went_on + 0.5D AS c,
    without_units - without_went_on + 0.5D AS d,
    fisher_p(with_went_on, with_units - with_went_on, without_went_on, without_units - without_went_on) AS p_value
  FROM compared
  WHERE with_units >= 20 AND without_units >= 20
),

ranked AS (
  SELECT
    *,
    LN((a * d) / (b * c)) AS log_odds,
    SQRT(1 / a + 1 / b + 1 / c + 1 / d) AS log_error,
    p_value * COUNT(*) OVER (PARTITION BY quarter, stage)
      / ROW_NUMBER() OVER (PARTITION BY quarter, stage ORDER BY p_value, factor_type, factor) AS false_share,
    ROW_NUMBER() OVER (PARTITION BY quarter, stage ORDER BY p_value, factor_type, factor) AS p_rank
  FROM tested
),

-- those that went on, by each factor they have
winners AS (
  SELECT
    units.quarter,
    units.stage,
    of_segment.factor_type,
    of_segment.factor,
    units.days_to_next,
    units.unit_id
  FROM units
  CROSS JOIN LATERAL STACK(
    8,
    'channel', units.channel,
    'campaign', units.campaign_id,
    'content', units.content_id,
    'product', units.product_id,
    'industry', units.industry,
    'region', units.region,
    'owner', units.owner_id,
    'team', units.team
  ) AS of_segment (factor_type, factor)
  WHERE units.went_on AND units.unit_id IS NOT NULL AND of_segment.factor IS NOT NULL
  UNION ALL
  SELECT quarter, stage, factor_type, factor, days_to_next, unit_id FROM details WHERE went_on
  UNION ALL
  SELECT quarter, stage, factor_type, factor, days_to_next, unit_id
  FROM handovers
  WHERE unit_id IS NOT NULL AND went_on AND is_with
),

placed_winners AS (
  SELECT
    winners.*,
    ROW_NUMBER() OVER (
      PARTITION BY quarter, stage, factor_type, factor ORDER BY days_to_next, unit_id
    ) AS place
  FROM winners
  LEFT SEMI JOIN tested USING (quarter, stage, factor_type, factor)
),

fastest AS (
  SELECT
    quarter,
    stage,
    factor_type,
    factor,
    TRANSFORM(SORT_ARRAY(COLLECT_LIST(STRUCT(place, unit_id))), winner -> winner.unit_id) AS examples
  FROM placed_winners
  WHERE place <= 5
  GROUP BY quarter, stage, factor_type, factor
)

SELECT
  ranked.quarter,
  ranked.stage,
  ranked.factor_type,
  ranked.factor,
  ranked.with_units,
  ranked.with_went_on,
  ranked.without_units,
  ranked.without_went_on,
  (CAST(ranked.with_went_on AS DOUBLE) / ranked.with_units)
    / NULLIF(CAST(ranked.without_went_on AS DOUBLE) / ranked.without_units, 0) AS lift,
  EXP(ranked.log_odds) AS odds_ratio,
  EXP(ranked.log_odds - 1.959964D * ranked.log_error) AS odds_low,
  EXP(ranked.log_odds + 1.959964D * ranked.log_error) AS odds_high,
  ranked.p_value,
  LEAST(
    1D,
    MIN(ranked.false_share) OVER (
      PARTITION BY ranked.quarter, ranked.stage
      ORDER BY ranked.p_rank
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    )
  ) AS q_value,
  COALESCE(fastest.examples, CAST(ARRAY() AS ARRAY<STRING>)) AS examples
FROM ranked
LEFT JOIN fastest USING (quarter, stage, factor_type, factor)
