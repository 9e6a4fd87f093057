-- One row per account and stretch of time in which industry, region, country and employee_count stood; other columns as last known. And -1 unknown, -2 not applicable.
CREATE TABLE star.dim_account (
  account_key BIGINT COMMENT 'surrogate key, a hash of the business key and valid_from; -1 unknown, -2 not applicable',
  account_id STRING COMMENT 'the account''s id',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  name STRING COMMENT 'the company''s name',
  industry STRING COMMENT 'its industry',
  employee_count BIGINT COMMENT 'how many it employs',
  country STRING COMMENT 'country code',
  region STRING COMMENT 'region or prefecture',
  parent_account_id STRING COMMENT 'the account it belongs to',
  merged_into_id STRING COMMENT 'the account this one was merged into',
  is_deleted BOOLEAN COMMENT 'whether the record is deleted as last known; NULL where inferred',
  valid_from TIMESTAMP COMMENT 'the first instant the row holds; 1900-01-01 for the first',
  valid_to TIMESTAMP COMMENT 'the instant from which it no longer holds; NULL while it does',
  is_current BOOLEAN COMMENT 'whether it holds still',
  is_inferred BOOLEAN COMMENT 'whether nobody described the id and only its key is known'
)
USING delta
COMMENT 'One row per account and stretch of time in which industry, region, country and employee_count stood; other columns as last known. And -1 unknown, -2 not applicable.';
