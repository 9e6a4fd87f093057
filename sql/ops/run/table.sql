-- One row per command that wrote to the warehouse, appended at its end.
CREATE TABLE ops.run (
  run_id STRING COMMENT 'The run: its start in UTC and a random part',
  command STRING COMMENT 'nightly, ingest, star, marts, backfill, rebuild or check',
  date DATE COMMENT 'Business date it was asked for; NULL where it had none',
  as_of DATE COMMENT 'The greatest business date ever run, this one included',
  outcome STRING COMMENT 'done, done_with_warnings, blocked (a blocking check failed, nothing published) or failed',
  warnings ARRAY<STRING> COMMENT 'What it warned of, in words',
  files_known BIGINT COMMENT 'Files in the landing folders whose bytes had been taken before',
  publication BIGINT COMMENT 'The publication it made: ops.published.publication; NULL where it made none',
  message STRING COMMENT 'Why it failed or was blocked; NULL where it did not',
  started_at TIMESTAMP COMMENT 'When it began, by the clock of its machine',
  seconds DOUBLE COMMENT 'How long it took, in seconds'
)
USING delta
COMMENT 'One row per command that wrote to the warehouse'
