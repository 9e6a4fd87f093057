-- One row per stage and unit that has entered it by as_of. The model BI starts from.
CREATE TABLE star.stage_entry (
  stage STRING COMMENT 'visitor 来訪者, lead 見込み客, opportunity 案件, meeting 商談, deal 受注 or renewal 継続',
  unit_id STRING COMMENT 'visitor_id, lead_id, opportunity_id (of opportunity and meeting), deal_id or renewal_id',
  entered_at TIMESTAMP COMMENT 'the instant of entry; for a renewal the start of due_date in the business zone',
  entered_date DATE COMMENT 'business date of entered_at',
  entered_date_key INT COMMENT 'yyyymmdd of entered_date',
  upstream_id STRING COMMENT 'the unit of the stage before that it came from; NULL where that has no row',
  next_id STRING COMMENT 'the first unit of the following stage whose upstream this one is; NULL where there is none',
  next_date DATE COMMENT 'entry date of next_id',
  days_to_next BIGINT COMMENT 'business dates from entry to next_date, at least 0; NULL without a next',
  lead_date DATE COMMENT 'earliest date on which a descendant by any link entered the stage lead; NULL for the unit''s own stage and those before, and where there is none',
  opportunity_date DATE COMMENT 'earliest date on which a descendant by any link entered the stage opportunity; NULL for the unit''s own stage and those before, and where there is none',
  meeting_date DATE COMMENT 'earliest date on which a descendant by any link entered the stage meeting; NULL for the unit''s own stage and those before, and where there is none',
  deal_date DATE COMMENT 'earliest date on which a descendant by any link entered the stage deal; NULL for the unit''s own stage and those before, and where there is none',
  renewal_date DATE COMMENT 'earliest date on which a descendant by any link entered the stage renewal; NULL for the unit''s own stage and those before, and where there is none',
  source STRING COMMENT 'source by inheritance; NULL where none is known',
  medium STRING COMMENT 'medium, from the same record as source',
  channel STRING COMMENT 'channel of source, medium and campaign; direct where the visitor named none',
  campaign_id STRING COMMENT 'campaign, from the same record as source',
  content_id STRING COMMENT 'content by inheritance',
  account_id STRING COMMENT 'the surviving account: its own, else the one of what it descends from; NULL where none',
  industry STRING COMMENT 'industry of the account at entry, else the first known later; NULL where never known',
  region STRING COMMENT 'region of the account at entry, else the first known later; NULL where never known',
  product_id STRING COMMENT 'its own product, else the one of the deal or opportunity it descends from',
  owner_id STRING COMMENT 'the employee who owns the unit at this stage; nothing is inherited',
  team STRING COMMENT 'team of the owner at entry, else the first known later; NULL where never known',
  amount_base DECIMAL(18,2) COMMENT 'amount in the base currency: of the opportunity for opportunity and meeting, its own for deal and renewal; NULL for visitor and lead, and without amount or rate',
  is_without_rate BOOLEAN COMMENT 'whether there is an amount but no exchange rate valid on the day, so that amount_base is NULL',
  stage_key BIGINT COMMENT 'key of dim_stage',
  channel_key BIGINT COMMENT 'key of dim_channel for channel; -1 unknown, -2 not applicable',
  campaign_key BIGINT COMMENT 'key of dim_campaign for campaign_id; -1 unknown, -2 not applicable',
  content_key BIGINT COMMENT 'key of dim_content for content_id; -1 unknown, -2 not applicable',
  account_key BIGINT COMMENT 'key of dim_account for the account at entry; -1 unknown, -2 not applicable',
  product_key BIGINT COMMENT 'key of dim_product for the product; -1 unknown, -2 not applicable',
  employee_key BIGINT COMMENT 'key of dim_employee for the owner at entry; -1 unknown, -2 not applicable',
  entered_month DATE COMMENT 'first day of the month of entered_date; partition'
)
USING delta
PARTITIONED BY (stage, entered_month)
COMMENT 'One row per stage and unit that has entered it by as_of. The model BI starts from.'
TBLPROPERTIES (
  -- of visitors, those that went on change with what they became; the many others hardly ever
  'files.order' = 'lead_date IS NULL'
);
