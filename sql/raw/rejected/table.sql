-- One row per row of a file that did not fit its feed.
CREATE TABLE raw.rejected (
  feed STRING COMMENT 'The feed the row was meant for',
  file_id STRING COMMENT 'The file it came in: ops.file.file_id',
  path STRING COMMENT 'Where the file lay, below the landing folder',
  record BIGINT COMMENT 'Its place in the file, 1 is the first after the header; of a row that a mapping returned, its place among the returned ones',
  `column` STRING COMMENT 'The first column that does not fit; NULL where the row could not be taken apart',
  reason STRING COMMENT 'wrong_column_count, undecodable, missing_required, not_a_number, not_a_timestamp, not_a_date, not_a_boolean, unknown_value or out_of_range',
  night DATE COMMENT 'Business date of the night that took it in',
  text STRING COMMENT 'The row as it came, personal columns masked; of a row that a mapping returned or that came as Parquet, its columns as JSON; NULL where it could not be taken apart',
  ingest_id BIGINT COMMENT 'Number of the ingest that took it in',
  `key` ARRAY<STRING> COMMENT 'The record it was a version of: the values of its feed''s key columns in order, times in UTC; NULL where the row could not be taken apart or its key does not fit',
  updated_at TIMESTAMP COMMENT 'When the version was made, as the row says; the start of its dt day where it says nothing that fits; NULL where the row could not be taken apart'
)
USING delta
COMMENT 'One row per row of a file that did not fit its feed'
TBLPROPERTIES ('delta.dataSkippingStatsColumns' = 'ingest_id')
