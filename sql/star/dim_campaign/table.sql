-- One row per campaign, as last known, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_campaign (
  campaign_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  campaign_id STRING COMMENT 'the campaign''s id',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  name STRING COMMENT 'its name',
  channel STRING COMMENT 'its channel; wins over what source and medium say',
  medium STRING COMMENT 'its medium',
  started_on DATE COMMENT 'first day',
  ended_on DATE COMMENT 'last day',
  is_deleted BOOLEAN COMMENT 'whether the record is deleted as last known; NULL where inferred',
  is_inferred BOOLEAN COMMENT 'whether nobody described the id and only its key is known'
)
USING delta
COMMENT 'One row per campaign, as last known, and -1 unknown, -2 not applicable.';
