-- check five_stages (blocking): A target has not exactly the five planned stages: rebuild the mart.
SELECT month, segment_type, segment, COUNT(*) AS stage_count
FROM mart.kpi_plan
GROUP BY month, segment_type, segment
HAVING COUNT(*) <> 5;

-- check whole_units (blocking): required is not required_exact up to whole units: rebuild the mart.
SELECT month, segment_type, segment, stage, required_exact, required
FROM mart.kpi_plan
WHERE required < required_exact OR required >= required_exact + 1 OR required_exact < 0;
