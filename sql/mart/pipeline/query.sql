-- One row per month, kind, sales stage and segment: the opportunities that were open on the day looked at.
WITH
-- each opportunity in the months at whose end it was open, by what is known today
open_days AS (
  SELECT
    fact_opportunity.opportunity_id,
    fact_opportunity.kind,
    fact_opportunity.created_date,
    month_of.month,
    LEAST(LAST_DAY(month_of.month), clock.as_of) AS day
  FROM star.fact_opportunity
  JOIN clock ON fact_opportunity.created_date <= clock.as_of
  CROSS JOIN LATERAL EXPLODE(
    SEQUENCE(
      TRUNC(fact_opportunity.created_date, 'MM'),
      TRUNC(GREATEST(fact_opportunity.created_date, COALESCE(fact_opportunity.closed_date, clock.as_of)), 'MM'),
      INTERVAL 1 MONTH
    )
  ) AS month_of (month)
  WHERE
    NOT fact_opportunity.is_not_counted
    AND (fact_opportunity.is_open OR fact_opportunity.closed_date > LEAST(LAST_DAY(month_of.month), clock.as_of))
),

-- the record as it stood from each of its instants on: of several versions the one that wins
versions AS (
  SELECT
    opportunity_id,
    updated_at,
    -- what is looked at, of all that was compared
    STRUCT(
      version.stage_name, version.owner_id, version.product_id, version.amount, version.currency, version.expected_close_date
    ) AS version
  FROM (
    SELECT opportunity_id, updated_at, MAX(content) AS version
    FROM (
      SELECT
        opportunity_id,
        updated_at,
        STRUCT(
          is_deleted, created_at, kind, lead_id, account_id, name, source, medium, campaign_id, content_id, owner_id,
          field_owner_id, product_id, amount, currency, handed_over_at, accepted_at, rejected_at, rejected_reason,
          first_meeting_at, need, budget, authority, timeline, stage, stage_name, expected_close_date, closed_at,
          lost_reason, competitor
        ) AS content
      FROM raw.opportunities
    )
    GROUP BY opportunity_id, updated_at
  )
  WHERE NOT version.is_deleted
),

changes AS (
  SELECT opportunity_id, changed_at, MAX(content) AS version
  FROM (
    SELECT
      opportunity_id,
      changed_at,
      STRUCT(updated_at, is_deleted, stage_name, amount, currency, expected_close_date, owner_id) AS content
    FROM raw.stage_changes
  )
  GROUP BY opportunity_id, changed_at
  HAVING NOT version.is_deleted
),

-- of the same instant a stage change's, which takes the place of the version's
first_named_dates AS (
  SELECT opportunity_id, MIN_BY(expected_close_date, STRUCT(named_at, is_version)) AS expected_close_date
  FROM (
    SELECT opportunity_id, updated_at AS named_at, TRUE AS is_version, version.expected_close_date FROM versions
    UNION ALL
    SELECT opportunity_id, changed_at, FALSE, version.expected_close_date FROM changes
  )
  WHERE expected_close_date IS NOT NULL
  GROUP BY opportunity_id
),

-- the version of the day, or the first known one where it came later
version_days AS (
  SELECT
    open_days.opportunity_id,
    open_days.day,
    COALESCE(
      MAX_BY(versions.version, versions.updated_at) FILTER (WHERE business_date(versions.updated_at) <= open_days.day),
      MIN_BY(versions.version, versions.updated_at)
    ) AS version
  FROM open_days
  JOIN versions ON versions.opportunity_id = open_days.opportunity_id
  GROUP BY open_days.opportunity_id, open_days.day
),

change_days AS (
  SELECT open_days.opportunity_id, open_days.day, MAX_BY(changes.version, changes.changed_at) AS version
  FROM open_days
  JOIN changes
    ON changes.opportunity_id = open_days.opportunity_id AND business_date(changes.changed_at) <= open_days.day
  GROUP BY open_days.opportunity_id, open_days.day
),

looked_at AS (
  SELECT
    open_days.month,
    open_days.day,
    open_days.kind,
    COALESCE(change_days.version.stage_name, version_days.version.stage_name, '(none)') AS stage_name,
    COALESCE(change_days.version.owner_id, version_days.version.owner_id) AS owner_id,
    version_days.version.product_id,
    COALESCE(change_days.version.amount, version_days.version.amount) AS amount,
    COALESCE(
      IF(change_days.version.amount IS NULL, version_days.version.currency, change_days.version.currency), base_currency
    ) AS currency,
    DATEDIFF(open_days.day, open_days.created_date) AS age_days,
    COALESCE(change_days.version.expected_close_date, version_days.version.expected_close_date)
      > first_named_dates.expected_close_date AS is_slipped
  FROM open_days
  LEFT JOIN version_days USING (opportunity_id, day)
  LEFT JOIN change_days USING (opportunity_id, day)
  LEFT JOIN first_named_dates USING (opportunity_id)
),

rates AS (
  SELECT
    currency,
    valid_from AS from_date,
    COALESCE(LEAD(valid_from) OVER (PARTITION BY currency ORDER BY valid_from), DATE'9999-12-31') AS to_date,
    version.rate
  FROM (
    SELECT currency, valid_from, MAX(STRUCT(updated_at, is_deleted, rate)) AS version
    FROM raw.exchange_rates
    GROUP BY currency, valid_from
  )
  WHERE NOT version.is_deleted
),

-- the team of an owner at the end of a day, else the first known later
teams AS (
  SELECT owners.owner_id, owners.day, MIN_BY(dim_employee.team, dim_employee.valid_from) AS team
  FROM (SELECT DISTINCT owner_id, day FROM looked_at) AS owners
  JOIN star.dim_employee
    ON dim_employee.employee_id = owners.owner_id
    AND (dim_employee.valid_to IS NULL OR business_date(dim_employee.valid_to) > owners.day)
  WHERE dim_employee.team IS NOT NULL
  GROUP BY owners.owner_id, owners.day
),

counts AS (
  SELECT
    looked_at.month,
    of_kind.kind,
    looked_at.stage_name,
    of_segment.segment_type,
    COALESCE(of_segment.segment, '(none)') AS segment,
    COUNT(*) AS opportunities,
    SUM(in_base_currency(looked_at.amount, looked_at.currency, rates.rate)) AS amount_base,
    MEDIAN(looked_at.age_days) AS median_age_days,
    COUNT_IF(looked_at.is_slipped) AS slipped
  FROM looked_at
  LEFT JOIN rates
    ON rates.currency = looked_at.currency AND rates.from_date <= looked_at.day AND looked_at.day < rates.to_date
  LEFT JOIN teams ON teams.owner_id = looked_at.owner_id AND teams.day = looked_at.day
  CROSS JOIN LATERAL STACK(2, 'all', looked_at.kind) AS of_kind (kind)
  CROSS JOIN LATERAL STACK(
    4,
    'all', 'all',
    'owner', looked_at.owner_id,
    'team', teams.team,
    'product', looked_at.product_id
  ) AS of_segment (segment_type, segment)
  GROUP BY ALL
)

SELECT
  month,
  kind,
  stage_name,
  segment_type,
  segment,
  opportunities,
  TRY_CAST(COALESCE(amount_base, 0) AS DECIMAL(18, 2)) AS amount_base,
  median_age_days,
  slipped
FROM counts
