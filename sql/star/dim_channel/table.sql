-- One row per channel, and -1 unknown, -2 not applicable.
CREATE TABLE star.dim_channel (
  channel_key BIGINT COMMENT 'surrogate key, a hash of the business key; -1 unknown, -2 not applicable',
  channel STRING COMMENT 'code'
)
USING delta
COMMENT 'One row per channel, and -1 unknown, -2 not applicable.';
