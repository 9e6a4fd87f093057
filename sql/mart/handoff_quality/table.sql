-- One row per month of delivery, edge and segment of the giving side: how soon the units handed over were answered, how complete they were, and what that was good for.
CREATE TABLE mart.handoff_quality (
  month DATE COMMENT 'first day of the month of delivery',
  edge STRING COMMENT 'lead (marketing to inside sales), opportunity (inside sales to field sales) or deal (field sales to customer success)',
  segment_type STRING COMMENT 'all, owner or team, of the giving side: who opened the opportunity, who won the deal; leads name nobody of marketing: (none)',
  segment STRING COMMENT 'value of the segment type; (none) where the unit has none; all for all',
  delivered BIGINT COMMENT 'units (kind new) handed over in the month',
  answered BIGINT COMMENT 'of delivered, those answered by as_of: a lead first contacted, an opportunity or deal accepted',
  answered_in_time BIGINT COMMENT 'of answered, those within the configured business hours',
  overdue BIGINT COMMENT 'of delivered, those without an answer though more than these business hours have gone by at the end of as_of',
  median_answer_hours DOUBLE COMMENT 'median of the business hours from delivery to answer, 0 where it came before; NULL where none was answered',
  completeness DOUBLE COMMENT 'mean share of the required fields filled in the earliest version since the hand-over; NULL where no unit has such a version',
  complete BIGINT COMMENT 'of delivered, those with all required fields filled in that version',
  incomplete BIGINT COMMENT 'of delivered, those with one or more missing in it; units without such a version are in neither',
  complete_rate DOUBLE COMMENT 'of complete, the share that entered the next stage within the edge stage''s window of days after entry; NULL until the month''s last day + window has come, and where there are none',
  complete_rate_low DOUBLE COMMENT 'lower end of the 95 % Wilson interval of complete_rate; NULL with it',
  complete_rate_high DOUBLE COMMENT 'upper end of the 95 % Wilson interval of complete_rate; NULL with it',
  incomplete_rate DOUBLE COMMENT 'of incomplete, the share that entered the next stage within the window; NULL until the month is mature, and where there are none',
  incomplete_rate_low DOUBLE COMMENT 'lower end of the 95 % Wilson interval of incomplete_rate; NULL with it',
  incomplete_rate_high DOUBLE COMMENT 'upper end of the 95 % Wilson interval of incomplete_rate; NULL with it',
  most_missed_field STRING COMMENT 'the required field that was missing most often, of equal ones the first by text; NULL where none was'
)
USING delta
COMMENT 'One row per month of delivery, edge and segment of the giving side: how soon the units handed over were answered, how complete they were, and what that was good for.'
TBLPROPERTIES (
  'mart.key' = 'month, edge, segment_type, segment',
  'mart.period' = 'month of month',
  'mart.reads' = 'mart.handover by delivered_month',
  'mart.matures_after' = 'windows'
);
