-- check grows_with_age (blocking, by cohort_month): More had gone on at an age than later, or than ever entered, or an age
-- is left out: rebuild the mart.
SELECT cohort_month, segment_type, segment, stage, MAX(entered) AS entered, MAX(reached) AS reached
FROM mart.funnel_triangle
GROUP BY cohort_month, segment_type, segment, stage
HAVING
  MAX(reached) > MIN(entered)
  OR MIN(entered) <> MAX(entered)
  OR MIN(entered) < 1
  OR MAX_BY(reached, age_months) <> MAX(reached)
  OR COUNT(*) <> MAX(age_months) + 1;
