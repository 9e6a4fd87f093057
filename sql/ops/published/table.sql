-- One row per publication and table: the versions that belong together.
CREATE TABLE ops.published (
  publication BIGINT COMMENT 'Number of the publication, strictly increasing; the greatest is what is served',
  night DATE COMMENT 'as_of of the publication: the greatest business date ever run',
  `table` STRING COMMENT 'layer.table',
  version BIGINT COMMENT 'The Delta version of the table that belongs to it',
  ingest_id BIGINT COMMENT 'Greatest ingest whose rows the publication holds',
  sequence BIGINT COMMENT 'Greatest entry of ops.table_run that it includes'
)
USING delta
COMMENT 'One row per publication and table: the versions that belong together'
TBLPROPERTIES ('delta.dataSkippingStatsColumns' = 'publication')
