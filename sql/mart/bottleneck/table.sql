-- One row per target of a month that has begun and factor of revenue: what the factor's departure from the plan cost or brought in.
CREATE TABLE mart.bottleneck (
  month DATE COMMENT 'first day of the planned month; months that have begun',
  segment_type STRING COMMENT 'all, source, channel, campaign or content: the segments that every stage has',
  segment STRING COMMENT 'of the target: value of the segment type; all for all',
  factor STRING COMMENT 'visitors, lead_rate (leads a visitor), opportunity_rate (opportunities a lead), meeting_rate (meetings an opportunity), deal_rate (deals a meeting) or deal_value (revenue a deal); their product is the revenue of new deals',
  planned DOUBLE COMMENT 'visitors: units; rates: ratio of the plan''s unrounded needs; deal_value: base currency; NULL where the plan can''t say',
  actual DOUBLE COMMENT 'the same of the month up to as_of: period rates, and the revenue / deals; NULL after a stage of 0, where it counts as planned',
  contribution DECIMAL(18,2) COMMENT 'change of revenue in the base currency when planned is replaced by actual, one factor at a time in the order above; together exactly actual - planned revenue of new deals, the rounding''s remainder in deal_value; NULL where the plan can''t say, or one of them does not fit',
  rank BIGINT COMMENT '1 is the lowest contribution of the target, equal ones in the factors'' order; NULL with contribution',
  is_beyond_chance BOOLEAN COMMENT 'rates: whether planned lies outside the 95 % Wilson interval of the month''s cohort rate; NULL until the cohort is mature, where it is empty, and for visitors and deal_value'
)
USING delta
COMMENT 'One row per target of a month that has begun and factor of revenue: what the factor''s departure from the plan cost or brought in.'
TBLPROPERTIES (
  'mart.key' = 'month, segment_type, segment, factor'
);
