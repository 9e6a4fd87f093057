-- One row per event of one customer's or one lead's story, in the order in which things happened, up to as_of.
-- Parameters: the ids of the records that belong to the story, each a list such as ["LEAD-1", "LEAD-2"] or []: accounts,
-- leads (merged ones included), visitors, opportunities, deals, renewals. `journey` finds them by the links of one id.
-- Usage: bin/warehouse journey --customer ACC-1, or by hand
--   bin/warehouse sql -f sql/analysis/customer_journey.sql --parameter 'leads=["LEAD-1"]' --parameter 'visitors=[]' \
--     --parameter 'accounts=[]' --parameter 'opportunities=[]' --parameter 'deals=[]' --parameter 'renewals=[]'
-- date, time    the business day and the time of day (hours and minutes) in the warehouse's time zone
-- department    who acted: of an activity and a change of stage the employee's department at the time, NULL where unknown
-- event         visit, stage, lead, opportunity, deal (these three only where they are no units of a stage), hand_over,
--               contacted, disqualified, recycled, accepted, rejected, meeting, activity, stage_change, won, lost,
--               renewal_due, renewed, churned, comment, comment_acknowledged, comment_done
-- detail        what there is to say about it, as written; NULL where nothing
-- employee      the name of the employee it names; NULL where it names none, or nobody described the id
-- record        the feed of the record
-- record_id     its key there; of a change of stage the opportunity
-- employee_id   the employee it names; NULL where it names none
-- happened_at   the instant; of a renewal's due date the start of that day
WITH
-- nothing is told that happens after as_of
closing AS (
  SELECT start_of_day(DATE_ADD(MAX(night), 1)) AS ends_at FROM ops.published
),

leads AS (
  SELECT * FROM star.fact_lead WHERE ARRAY_CONTAINS(FROM_JSON(:leads, 'ARRAY<STRING>'), lead_id)
),

opportunities AS (
  SELECT * FROM star.fact_opportunity WHERE ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), opportunity_id)
),

deals AS (
  SELECT * FROM star.fact_deal WHERE ARRAY_CONTAINS(FROM_JSON(:deals, 'ARRAY<STRING>'), deal_id)
),

renewals AS (
  SELECT * FROM star.fact_renewal WHERE ARRAY_CONTAINS(FROM_JSON(:renewals, 'ARRAY<STRING>'), renewal_id)
),

edges AS (
  SELECT stage, producing_department, consuming_department
  FROM star.dim_stage
  WHERE stage IN ('visitor', 'lead', 'opportunity', 'meeting', 'deal', 'renewal')
),

entries AS (
  SELECT stage, unit_id, entered_at, channel, campaign_id, owner_id, amount_base
  FROM star.stage_entry
  WHERE
    stage = 'visitor' AND ARRAY_CONTAINS(FROM_JSON(:visitors, 'ARRAY<STRING>'), unit_id)
    OR stage = 'lead' AND ARRAY_CONTAINS(FROM_JSON(:leads, 'ARRAY<STRING>'), unit_id)
    OR stage IN ('opportunity', 'meeting') AND ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), unit_id)
    OR stage = 'deal' AND ARRAY_CONTAINS(FROM_JSON(:deals, 'ARRAY<STRING>'), unit_id)
    OR stage = 'renewal' AND ARRAY_CONTAINS(FROM_JSON(:renewals, 'ARRAY<STRING>'), unit_id)
),

stage_events AS (
  SELECT
    entries.entered_at AS happened_at,
    edges.producing_department AS department,
    'stage' AS event,
    CASE entries.stage
      WHEN 'visitor' THEN 'visits'
      WHEN 'meeting' THEN 'opportunities'
      WHEN 'opportunity' THEN 'opportunities'
      ELSE CONCAT(entries.stage, 's')
    END AS record,
    entries.unit_id AS record_id,
    entries.owner_id AS employee_id,
    CONCAT_WS(', ', entries.stage, entries.channel, entries.campaign_id, CONCAT(entries.amount_base, ' ', base_currency))
      AS detail
  FROM entries
  JOIN edges ON edges.stage = entries.stage
),

visit_events AS (
  SELECT
    fact_visit.started_at AS happened_at,
    'marketing' AS department,
    'visit' AS event,
    'visits' AS record,
    fact_visit.visit_id AS record_id,
    CAST(NULL AS STRING) AS employee_id,
    CONCAT_WS(', ', fact_visit.channel, fact_visit.campaign_id, fact_visit.content_id, fact_visit.landing_page) AS detail
  FROM star.fact_visit
  WHERE ARRAY_CONTAINS(FROM_JSON(:visitors, 'ARRAY<STRING>'), fact_visit.visitor_id)
),

-- one row per delivery to the next department and what came back, all edges alike
handed_over AS (
  SELECT
    'lead' AS stage,
    'leads' AS record,
    lead_id AS record_id,
    -- its owner is who receives it
    CAST(NULL AS STRING) AS employee_id,
    IF(is_merged, handed_over_at, COALESCE(handed_over_at, entered_at)) AS delivered_at,
    first_contacted_at AS contacted_at,
    disqualified_at,
    disqualified_reason,
    CAST(NULL AS TIMESTAMP) AS accepted_at,
    CAST(NULL AS TIMESTAMP) AS rejected_at,
    CAST(NULL AS STRING) AS rejected_reason
  FROM leads
  UNION ALL
  SELECT
    'opportunity',
    'opportunities',
    opportunity_id,
    owner_id,
    IF(kind = 'new', COALESCE(handed_over_at, created_at), handed_over_at),
    NULL,
    NULL,
    NULL,
    accepted_at,
    rejected_at,
    rejected_reason
  FROM opportunities
  UNION ALL
  SELECT
    'deal',
    'deals',
    deal_id,
    rep_id,
    IF(kind = 'new', COALESCE(handed_over_at, signed_at), handed_over_at),
    NULL,
    NULL,
    NULL,
    accepted_at,
    NULL,
    NULL
  FROM deals
),

hand_over_events AS (
  SELECT
    told.happened_at,
    IF(told.event = 'hand_over', edges.producing_department, edges.consuming_department) AS department,
    told.event,
    handed_over.record,
    handed_over.record_id,
    IF(told.event = 'hand_over', handed_over.employee_id, NULL) AS employee_id,
    IF(
      told.event = 'hand_over',
      CONCAT(edges.producing_department, ' to ', edges.consuming_department),
      told.detail
    ) AS detail
  FROM handed_over
  JOIN edges ON edges.stage = handed_over.stage
  CROSS JOIN LATERAL STACK(
    5,
    handed_over.delivered_at, 'hand_over', CAST(NULL AS STRING),
    handed_over.contacted_at, 'contacted', CAST(NULL AS STRING),
    handed_over.disqualified_at, 'disqualified', handed_over.disqualified_reason,
    handed_over.accepted_at, 'accepted', CAST(NULL AS STRING),
    handed_over.rejected_at, 'rejected', handed_over.rejected_reason
  ) AS told (happened_at, event, detail)
),

-- a version names the last time a lead was sent back: each that one ever named is told
recycled_events AS (
  SELECT
    leads.recycled_at AS happened_at,
    MAX(edges.consuming_department) AS department,
    'recycled' AS event,
    'leads' AS record,
    leads.lead_id AS record_id,
    CAST(NULL AS STRING) AS employee_id,
    MAX_BY(leads.recycled_reason, leads.updated_at) FILTER (WHERE leads.recycled_reason IS NOT NULL) AS detail
  FROM raw.leads
  JOIN edges ON edges.stage = 'lead'
  WHERE
    ARRAY_CONTAINS(FROM_JSON(:leads, 'ARRAY<STRING>'), leads.lead_id)
    AND leads.recycled_at IS NOT NULL
    AND NOT COALESCE(leads.is_deleted, FALSE)
  GROUP BY leads.lead_id, leads.recycled_at
),

-- records that are no units of a stage: merged and not counted ones, upsells and cross-sells
record_events AS (
  SELECT
    told.happened_at,
    edges.producing_department AS department,
    told.stage AS event,
    told.record,
    told.record_id,
    told.employee_id,
    told.detail
  FROM (
    SELECT
      'lead' AS stage,
      created_at AS happened_at,
      'leads' AS record,
      lead_id AS record_id,
      owner_id AS employee_id,
      CONCAT_WS(
        ', ',
        channel,
        CONCAT('merged into ', merged_into_id),
        IF(is_not_counted, 'not counted', NULL)
      ) AS detail
    FROM leads
    UNION ALL
    SELECT
      'opportunity',
      created_at,
      'opportunities',
      opportunity_id,
      owner_id,
      CONCAT_WS(', ', kind, channel, CONCAT(amount, ' ', currency), IF(is_not_counted, 'not counted', NULL))
    FROM opportunities
    UNION ALL
    SELECT 'deal', signed_at, 'deals', deal_id, rep_id, CONCAT_WS(', ', kind, channel, CONCAT(amount, ' ', currency))
    FROM deals
  ) AS told
  JOIN edges ON edges.stage = told.stage
  LEFT ANTI JOIN entries ON entries.stage = told.stage AND entries.unit_id = told.record_id
),

meeting_events AS (
  SELECT
    COALESCE(fact_meeting.held_at, fact_meeting.scheduled_at) AS happened_at,
    'field_sales' AS department,
    'meeting' AS event,
    'meetings' AS record,
    fact_meeting.meeting_id AS record_id,
    fact_meeting.rep_id AS employee_id,
    CONCAT_WS(
      ', ', COALESCE(fact_meeting.outcome, IF(fact_meeting.is_held, 'held', 'planned')), fact_meeting.format,
      fact_meeting.next_step
    ) AS detail
  FROM star.fact_meeting
  WHERE ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), fact_meeting.opportunity_id)
),

closing_events AS (
  SELECT
    closed_at AS happened_at,
    'field_sales' AS department,
    IF(is_won, 'won', 'lost') AS event,
    'opportunities' AS record,
    opportunity_id AS record_id,
    COALESCE(field_owner_id, owner_id) AS employee_id,
    IF(is_won, CONCAT(amount, ' ', currency), CONCAT_WS(', ', lost_reason, CONCAT('to ', competitor))) AS detail
  FROM opportunities
  WHERE is_won OR is_lost
),

renewal_events AS (
  SELECT
    start_of_day(due_date) AS happened_at,
    'customer_success' AS department,
    'renewal_due' AS event,
    'renewals' AS record,
    renewal_id AS record_id,
    owner_id AS employee_id,
    CONCAT_WS(', ', deal_id, CONCAT(previous_amount, ' ', currency)) AS detail
  FROM renewals
  UNION ALL
  SELECT
    COALESCE(decided_at, start_of_day(due_date)),
    'customer_success',
    IF(is_renewed, 'renewed', 'churned'),
    'renewals',
    renewal_id,
    owner_id,
    IF(is_renewed, CONCAT(amount, ' ', currency), churn_reason)
  FROM renewals
  WHERE is_renewed OR is_churned
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

activities AS (
  SELECT version.*
  FROM latest_activities
  WHERE
    NOT COALESCE(version.is_deleted, FALSE)
    AND (
      ARRAY_CONTAINS(FROM_JSON(:leads, 'ARRAY<STRING>'), version.lead_id)
      OR ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), version.opportunity_id)
      OR ARRAY_CONTAINS(FROM_JSON(:accounts, 'ARRAY<STRING>'), version.account_id)
    )
),

latest_stage_changes AS (
  SELECT
    opportunity_id,
    changed_at,
    MAX(STRUCT(updated_at, is_deleted, stage_name, amount, currency, expected_close_date, owner_id)) AS version
  FROM raw.stage_changes
  WHERE ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), opportunity_id)
  GROUP BY opportunity_id, changed_at
),

employee_events AS (
  SELECT
    occurred_at AS happened_at,
    'activity' AS event,
    'activities' AS record,
    activity_id AS record_id,
    employee_id,
    CONCAT_WS(', ', kind, outcome, campaign_id, content_id) AS detail
  FROM activities
  UNION ALL
  SELECT
    changed_at,
    'stage_change',
    'stage_changes',
    opportunity_id,
    version.owner_id,
    CONCAT_WS(
      ', ', version.stage_name, CONCAT(version.amount, ' ', version.currency),
      CONCAT('to close on ', version.expected_close_date)
    )
  FROM latest_stage_changes
  WHERE NOT COALESCE(version.is_deleted, FALSE)
),

employee_events_with_department AS (
  SELECT
    employee_events.happened_at,
    dim_employee.department,
    employee_events.event,
    employee_events.record,
    employee_events.record_id,
    employee_events.employee_id,
    employee_events.detail
  FROM employee_events
  LEFT JOIN star.dim_employee
    ON dim_employee.employee_id = employee_events.employee_id
    AND dim_employee.valid_from <= employee_events.happened_at
    AND (dim_employee.valid_to > employee_events.happened_at OR dim_employee.valid_to IS NULL)
),

latest_comments AS (
  SELECT
    MAX(
      STRUCT(
        updated_at, is_deleted, feedback_id, from_department, to_department, created_at, account_id, opportunity_id,
        lead_id, campaign_id, category, body, status, acknowledged_at, done_at, action
      )
    ) AS version
  FROM raw.feedback
  GROUP BY feedback_id
),

comments AS (
  SELECT version.*
  FROM latest_comments
  WHERE
    NOT COALESCE(version.is_deleted, FALSE)
    AND (
      ARRAY_CONTAINS(FROM_JSON(:leads, 'ARRAY<STRING>'), version.lead_id)
      OR ARRAY_CONTAINS(FROM_JSON(:opportunities, 'ARRAY<STRING>'), version.opportunity_id)
      OR ARRAY_CONTAINS(FROM_JSON(:accounts, 'ARRAY<STRING>'), version.account_id)
    )
),

comment_events AS (
  SELECT
    told.happened_at,
    IF(told.event = 'comment', comments.from_department, comments.to_department) AS department,
    told.event,
    'feedback' AS record,
    comments.feedback_id AS record_id,
    CAST(NULL AS STRING) AS employee_id,
    told.detail
  FROM comments
  CROSS JOIN LATERAL STACK(
    3,
    comments.created_at, 'comment', CONCAT_WS(': ', CONCAT('to ', comments.to_department), comments.category, comments.body),
    comments.acknowledged_at, 'comment_acknowledged', CAST(NULL AS STRING),
    comments.done_at, 'comment_done', comments.action
  ) AS told (happened_at, event, detail)
),

events AS (
  SELECT * FROM visit_events
  UNION ALL
  SELECT * FROM stage_events
  UNION ALL
  SELECT * FROM record_events
  UNION ALL
  SELECT * FROM hand_over_events
  UNION ALL
  SELECT * FROM recycled_events
  UNION ALL
  SELECT * FROM meeting_events
  UNION ALL
  SELECT * FROM closing_events
  UNION ALL
  SELECT * FROM renewal_events
  UNION ALL
  SELECT * FROM employee_events_with_department
  UNION ALL
  SELECT * FROM comment_events
),

-- a name is the same in every row of an employee
employees AS (
  SELECT employee_id, MAX(name) AS name
  FROM star.dim_employee
  WHERE employee_id IS NOT NULL
  GROUP BY employee_id
)

SELECT
  business_date(events.happened_at) AS date,
  DATE_FORMAT(FROM_UTC_TIMESTAMP(events.happened_at, time_zone), 'HH:mm') AS time,
  events.department,
  events.event,
  NULLIF(events.detail, '') AS detail,
  employees.name AS employee,
  events.record,
  events.record_id,
  events.employee_id,
  events.happened_at
FROM events
JOIN closing ON events.happened_at < closing.ends_at
LEFT JOIN employees ON employees.employee_id = events.employee_id
-- at one instant what was done comes before the stage it led to, and the hand-over after that
ORDER BY
  events.happened_at,
  CASE events.event
    WHEN 'visit' THEN 1
    WHEN 'activity' THEN 2
    WHEN 'meeting' THEN 3
    WHEN 'stage_change' THEN 4
    WHEN 'won' THEN 5
    WHEN 'lost' THEN 5
    WHEN 'stage' THEN 6
    WHEN 'hand_over' THEN 8
    ELSE 7
  END,
  events.record,
  events.record_id,
  events.event,
  events.detail
