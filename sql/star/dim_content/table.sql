-- One row per piece of content, as last known, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_content (
  content_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  content_id STRING COMMENT 'the content''s id',
  updated_at TIMESTAMP COMMENT 'the instant as of which the winning version is the whole record',
  name STRING COMMENT 'its name',
  kind STRING COMMENT 'article, paper, video or another',
  topic STRING COMMENT 'what it is about',
  is_deleted BOOLEAN COMMENT 'whether the record is deleted as last known; NULL where inferred',
  is_inferred BOOLEAN COMMENT 'whether nobody described the id and only its key is known'
)
USING delta
COMMENT 'One row per piece of content, as last known, and -1 unknown, -2 not applicable.';
