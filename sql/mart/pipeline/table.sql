-- One row per month, kind, sales stage and segment: the opportunities that were open on the month's last day, or on as_of in its month.
CREATE TABLE mart.pipeline (
  month DATE COMMENT 'first day of the month; looked at at the end of its last day, the month of as_of at the end of as_of',
  kind STRING COMMENT 'all, new, upsell or cross_sell, as known today',
  stage_name STRING COMMENT 'the CRM''s name of the sales stage on that day: of the last stage change by then, else of the record''s version of that day (the first known one where it came later, deletions passed over); (none) where none is named',
  segment_type STRING COMMENT 'all, owner, team or product',
  segment STRING COMMENT 'value of the segment type on that day: owner_id of the last stage change, else of the version; the team of that owner then, else the first known later; product_id of the version; (none) where there is none; all for all',
  opportunities BIGINT COMMENT 'opportunities created by that day and, as known today, open or closed later; those that ended for a reason that is not counted are left out, and so are those won or lost without a closed_at; at least 1',
  amount_base DECIMAL(18,2) COMMENT 'sum of their amounts of that day in the base currency, by the exchange rate of that day: amount and currency of the last stage change by then where it names an amount, else of the version; unknown ones are left out, 0 over nothing, NULL where the sum does not fit',
  median_age_days DOUBLE COMMENT 'median of the days from creation to that day',
  slipped BIGINT COMMENT 'of opportunities, those whose expected_close_date on that day is later than the first one that any version or stage change named'
)
USING delta
COMMENT 'One row per month, kind, sales stage and segment: the opportunities that were open on the month''s last day, or on as_of in its month.'
TBLPROPERTIES (
  'mart.key' = 'month, kind, stage_name, segment_type, segment'
);
