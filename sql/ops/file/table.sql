-- One row per file taken, and mapping it was taken with.
CREATE TABLE ops.file (
  file_id STRING COMMENT 'SHA-256 of the feed, the bytes and, where rows take their updated_at from it or the drop is a snapshot, the dt; where several mappings of the feed take the file, from the second on also of the mapping',
  feed STRING COMMENT 'The feed its rows belong to',
  path STRING COMMENT 'Where it lay, below the landing folder',
  size BIGINT COMMENT 'Bytes, as it lay there',
  dt DATE COMMENT 'The day of its dt folder; without one the night that took it first',
  night DATE COMMENT 'Business date of the night that took it',
  rows_read BIGINT COMMENT 'Rows in the file; 0 where it was refused',
  rows_mapped BIGINT COMMENT 'Rows its mapping returned, with those that could not be taken apart; equals rows_read for native feeds',
  accepted BIGINT COMMENT 'Rows that went to the raw table',
  rejected BIGINT COMMENT 'Rows that went to raw.rejected',
  duplicate BIGINT COMMENT 'Rows equal in key and content to an accepted one',
  refused_reason STRING COMMENT 'missing_column or unreadable where the whole file was refused; else NULL',
  refused_detail STRING COMMENT 'What exactly was missing or unreadable, in words; NULL where it was not refused',
  extra_columns ARRAY<STRING> COMMENT 'Columns the feed does not know, which were ignored',
  missing_columns ARRAY<STRING> COMMENT 'Optional columns of the feed the file lacks, which are NULL',
  source STRING COMMENT 'The source system whose mapping read it; NULL for a native feed',
  mapping STRING COMMENT 'Fingerprint of the mapping and its SQL; a change lets refused files and those with rejected rows be taken again',
  ingest_id BIGINT COMMENT 'Number of the ingest that took it, strictly increasing'
)
USING delta
COMMENT 'One row per file taken and mapping it was taken with'
