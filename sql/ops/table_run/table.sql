-- One row per table and phase of a run that wrote it, or that looked and found it as it should be.
CREATE TABLE ops.table_run (
  run_id STRING COMMENT 'The run: ops.run.run_id',
  phase STRING COMMENT 'ingest, star, marts, rebuild, restore (leftovers of a run that was killed or blocked taken away) or upkeep (files joined, the same rows)',
  `table` STRING COMMENT 'layer.table',
  night DATE COMMENT 'Business date of the run',
  mode STRING COMMENT 'rebuilt (all rows), replaced (some), appended, unchanged, restore or compacted (the same rows in fewer files)',
  fingerprint STRING COMMENT 'Of the code, SQL, DDL and settings that made the rows; a change rebuilds the table and what lies below it',
  rows_in BIGINT COMMENT 'Rows read to make it: of a fact the keys, of a mart the periods touched; NULL where unknown',
  rows_out BIGINT COMMENT 'Rows written; NULL where unknown',
  seconds DOUBLE COMMENT 'How long it took, in seconds',
  version BIGINT COMMENT 'The Delta version the table then had; what recovery goes back to',
  ingest_id BIGINT COMMENT 'Greatest ingest whose rows went in; NULL where nothing was consumed',
  touched_dates ARRAY<DATE> COMMENT 'Business dates of its rows before and after; NULL means all',
  restored_version BIGINT COMMENT 'Of a restore: the version brought back, -1 where the table was emptied; of upkeep: the version whose rows were joined; else NULL',
  recorded_at TIMESTAMP COMMENT 'When the phase ended, by the clock of its machine',
  sequence BIGINT COMMENT 'Number of the entry in the ledger, strictly increasing by phase'
)
USING delta
COMMENT 'One row per table and phase of a run'
TBLPROPERTIES ('delta.dataSkippingStatsColumns' = 'sequence')
