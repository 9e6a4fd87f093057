-- One row per check and run.
CREATE TABLE ops.check (
  run_id STRING COMMENT 'The run: ops.run.run_id',
  night DATE COMMENT 'Business date of the run',
  `check` STRING COMMENT 'The name of the check',
  `table` STRING COMMENT 'The table it looks at: layer.table',
  severity STRING COMMENT 'blocking: nothing is published while it fails; warning: it is told',
  offenders BIGINT COMMENT 'Rows that offend; 0 is well',
  samples ARRAY<STRING> COMMENT 'Up to five of them, as JSON',
  message STRING COMMENT 'What is wrong and what to do',
  scope STRING COMMENT 'touched (what the night wrote) or all'
)
USING delta
COMMENT 'One row per check and run'
