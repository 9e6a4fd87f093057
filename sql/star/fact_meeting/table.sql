-- One row per meeting (商談) record of an opportunity; deleted ones have left.
CREATE TABLE star.fact_meeting (
  meeting_id STRING COMMENT 'the meeting''s id',
  opportunity_id STRING COMMENT 'the opportunity it is about',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  rep_id STRING COMMENT 'the Field Sales employee who holds it',
  scheduled_at TIMESTAMP COMMENT 'when it was to be held',
  held_at TIMESTAMP COMMENT 'when it was held',
  format STRING COMMENT 'on site, online, phone or another',
  outcome STRING COMMENT 'what became of it',
  next_step STRING COMMENT 'what was agreed',
  scheduled_date DATE COMMENT 'business date of the appointment; NULL where there is none',
  scheduled_date_key INT COMMENT 'yyyymmdd of scheduled_date, key of dim_date; -2 where there is none',
  held_date DATE COMMENT 'business date of holding it, which may be still to come; NULL where none is named',
  held_date_key INT COMMENT 'yyyymmdd of held_date, key of dim_date; -2 where none is named',
  kind STRING COMMENT 'kind of its opportunity; new where that never came',
  is_held BOOLEAN COMMENT 'held_at has come, and the outcome is neither no_show nor cancelled',
  is_first_held BOOLEAN COMMENT 'the first held meeting of its opportunity',
  account_id STRING COMMENT 'the surviving account: its own, else the one of what it descends from; NULL where none',
  product_id STRING COMMENT 'product of its opportunity',
  attributed_source STRING COMMENT 'source by inheritance: of the first of the records it may come from that names any of source, medium and campaign; NULL where none does',
  attributed_medium STRING COMMENT 'medium, from the same record as attributed_source',
  attributed_campaign_id STRING COMMENT 'campaign, from the same record as attributed_source',
  attributed_content_id STRING COMMENT 'content by inheritance, from the first record that names one',
  channel STRING COMMENT 'channel of the attributed source, medium and campaign; direct where the visitor named none; else NULL',
  industry STRING COMMENT 'industry of the account at entry, else the first known later; NULL where never known',
  region STRING COMMENT 'region of the account at entry, else the first known later; NULL where never known',
  team STRING COMMENT 'team of rep_id at the meeting, else the first known later; NULL where never known',
  channel_key BIGINT COMMENT 'key of dim_channel for the attributed channel; -1 unknown, -2 not applicable',
  campaign_key BIGINT COMMENT 'key of dim_campaign for the attributed campaign; -1 unknown, -2 not applicable',
  content_key BIGINT COMMENT 'key of dim_content for the attributed content; -1 unknown, -2 not applicable',
  account_key BIGINT COMMENT 'key of dim_account for the account at entry; -1 unknown, -2 not applicable',
  employee_key BIGINT COMMENT 'key of dim_employee for rep_id; -1 unknown, -2 not applicable',
  product_key BIGINT COMMENT 'key of dim_product for the product; -1 unknown, -2 not applicable',
  meeting_month DATE COMMENT 'first day of the month of held_date, else of scheduled_date; NULL where neither is known; partition'
)
USING delta
PARTITIONED BY (meeting_month)
COMMENT 'One row per meeting (商談) record of an opportunity; deleted ones have left.';
