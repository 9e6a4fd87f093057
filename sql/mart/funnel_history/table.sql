-- One row per month, segment (all and the channels), stage and stretch of nights in which funnel_period said the same: the log of what was published. What funnel_period said after night D are the rows with known_from <= D and (known_to IS NULL OR D < known_to).
CREATE TABLE mart.funnel_history (
  period_kind STRING COMMENT 'month',
  period_start DATE COMMENT 'first day of the month',
  segment_type STRING COMMENT 'all or channel',
  segment STRING COMMENT 'all, the channel, or (none)',
  stage STRING COMMENT 'visitor, lead, opportunity, meeting, deal or renewal',
  known_from DATE COMMENT 'the first night after which this was said',
  known_to DATE COMMENT 'the night after which it was no longer said; NULL while it is',
  definition STRING COMMENT 'fingerprint of the code, SQL and settings that made the row; a change of it alone closes no row',
  segment_label STRING COMMENT 'as in funnel_period',
  entered BIGINT COMMENT 'as in funnel_period',
  active BIGINT COMMENT 'as in funnel_period',
  from_upstream BIGINT COMMENT 'as in funnel_period',
  no_upstream BIGINT COMMENT 'as in funnel_period',
  upstream_entered BIGINT COMMENT 'as in funnel_period',
  rate DOUBLE COMMENT 'as in funnel_period',
  amount_base DECIMAL(18,2) COMMENT 'as in funnel_period',
  without_rate BIGINT COMMENT 'as in funnel_period',
  is_complete BOOLEAN COMMENT 'as in funnel_period'
)
USING delta
PARTITIONED BY (period_start)
COMMENT 'One row per month, segment (all and the channels), stage and stretch of nights in which funnel_period said the same: the log of what was published. What funnel_period said after night D are the rows with known_from <= D and (known_to IS NULL OR D < known_to).'
TBLPROPERTIES (
  'mart.key' = 'period_kind, period_start, segment_type, segment, stage, known_from',
  'mart.period' = 'period_start of month',
  'mart.history_of' = 'mart.funnel_period',
  'mart.history_where' = 'period_kind = ''month'' AND segment_type IN (''all'', ''channel'')'
);
