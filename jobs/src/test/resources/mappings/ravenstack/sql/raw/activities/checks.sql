-- check usage_outside_its_subscription (warning): A feature was used before its subscription began or after it ended: the
-- usage or the subscription is dated wrongly, or somebody uses what is not paid for.
WITH
latest_activities AS (
  SELECT MAX(STRUCT(updated_at, kind, occurred_at, opportunity_id)) AS version
  FROM raw.activities
  GROUP BY activity_id
)

SELECT
  IF(business_date(latest_activities.version.occurred_at) < fact_deal.start_date, 'before', 'after') AS side,
  COUNT(*) AS offenders
FROM latest_activities
JOIN star.fact_deal ON fact_deal.opportunity_id = latest_activities.version.opportunity_id
WHERE
  latest_activities.version.kind = 'usage'
  AND business_date(latest_activities.version.occurred_at) NOT BETWEEN fact_deal.start_date AND fact_deal.end_date
GROUP BY side;
