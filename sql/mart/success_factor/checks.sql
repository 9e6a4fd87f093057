-- check sound_row (blocking): A row contradicts itself, such as more that went on than there were: rebuild the mart.
SELECT quarter, stage, factor_type, factor, with_units, without_units, p_value, q_value
FROM mart.success_factor
WHERE
  with_units < 20
  OR without_units < 20
  OR with_went_on > with_units
  OR without_went_on > without_units
  OR with_went_on < 0
  OR without_went_on < 0
  OR odds_ratio NOT BETWEEN odds_low AND odds_high
  OR p_value NOT BETWEEN 0 AND 1
  OR q_value NOT BETWEEN p_value - 1e-12 AND 1
  OR SIZE(examples) <> LEAST(with_went_on, 5);

-- check units_add_up (blocking): With and without a segment are not all units of the quarter and stage: rebuild the mart.
SELECT quarter, stage, COUNT(DISTINCT with_units + without_units) AS totals
FROM mart.success_factor
WHERE factor_type IN ('channel', 'campaign', 'content', 'product', 'industry', 'region', 'owner', 'team')
GROUP BY quarter, stage
HAVING COUNT(DISTINCT with_units + without_units) > 1;
