-- check sound_cohort (blocking): A cohort changes its size with age, leaves an age out, or not all of it bought in its own
-- month: rebuild the mart.
SELECT cohort_month, segment_type, segment, MIN(customers) AS least, MAX(customers) AS most
FROM mart.cohort_retention
GROUP BY cohort_month, segment_type, segment
HAVING
  MIN(customers) <> MAX(customers)
  OR MAX(buying) > MIN(customers)
  OR MAX(active) > MIN(customers)
  OR MIN_BY(buying, age_months) <> MIN(customers)
  OR COUNT(*) <> MAX(age_months) + 1;

-- check segments_add_up (blocking): The segments of a type do not add up to those of all: rebuild the mart.
WITH
sums AS (
  SELECT
    cohort_month,
    age_months,
    segment_type,
    SUM(customers) AS customers,
    SUM(buying) AS buying,
    SUM(active) AS active
  FROM mart.cohort_retention
  GROUP BY cohort_month, age_months, segment_type
)

SELECT sums.cohort_month, sums.age_months, sums.segment_type, sums.customers, everything.customers AS customers_all
FROM sums
JOIN sums AS everything
  ON everything.cohort_month = sums.cohort_month
  AND everything.age_months = sums.age_months
  AND everything.segment_type = 'all'
WHERE
  sums.customers <> everything.customers OR sums.buying <> everything.buying OR sums.active <> everything.active;
