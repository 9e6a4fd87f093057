-- One row per month in which leads were sent back to marketing and reason: what became of them in the cycle that began.
CREATE TABLE mart.recycle (
  month DATE COMMENT 'first day of the month of recycled_at',
  reason STRING COMMENT 'recycled_reason as written, the last one given with this recycled_at; (none) where none was given',
  sent_back BIGINT COMMENT 'cycles begun: each recycled_at that a version of a lead names, up to as_of, begins one; leads merged or not counted have none',
  contacted_again BIGINT COMMENT 'of sent_back, those with an activity of the lead in the cycle: later than its beginning, up to that of the next cycle',
  reached_opportunity BIGINT COMMENT 'of sent_back, those in which an opportunity (kind new) of the lead was created',
  reached_deal BIGINT COMMENT 'of reached_opportunity, those with a deal (kind new) from such an opportunity',
  median_dormant_days DOUBLE COMMENT 'median of the days from recycled_at to the first activity or opportunity of the cycle, of those that had one; NULL where none had'
)
USING delta
COMMENT 'One row per month in which leads were sent back to marketing and reason: what became of them in the cycle that began.'
TBLPROPERTIES (
  'mart.key' = 'month, reason'
);
